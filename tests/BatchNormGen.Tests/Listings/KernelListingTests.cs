using System.Text.RegularExpressions;
using BatchNormGen.KernelListing;
using Xunit;

namespace BatchNormGen.Tests.Listings;

/// <summary>What the JIT makes of kernels, by its own listing: everything inlined, and what a loop works on in registers.</summary>
public sealed partial class KernelListingTests
{
    private static readonly Lazy<IReadOnlyList<Kernel>> Of512Bits = new(() => List(512, []));
    private static readonly Lazy<IReadOnlyList<Kernel>> Of256Bits = new(() => List(256, [("DOTNET_EnableAVX512", "0")]));
    private static readonly Lazy<IReadOnlyList<Kernel>> Of128Bits = new(() => List(128, [("DOTNET_EnableAVX2", "0")]));

    [VectorFact(512)]
    public void No_kernel_of_512_bits_calls_or_spills() => Assert.All(Of512Bits.Value, static kernel => CheckLoops(kernel, bytes: 1_000));

    [VectorFact(256)]
    public void No_kernel_of_256_bits_calls_or_spills() => Assert.All(Of256Bits.Value, static kernel => CheckLoops(kernel, bytes: 2_000));

    /// <summary>Sixteen registers of 128 bits do not hold what is worked on, and are not meant to.</summary>
    [VectorFact(128)]
    public void No_kernel_of_128_bits_calls() => Assert.All(Of128Bits.Value, static kernel =>
    {
        Assert.Empty(kernel.Listing.Calls);
        Assert.InRange(kernel.Listing.Bytes, 50, 4_000);
    });

    private static void CheckLoops(Kernel kernel, int bytes)
    {
        Assert.NotEmpty(kernel.Listing.InnerLoops);
        Assert.Empty(kernel.Listing.Calls);
        Assert.Empty(kernel.Listing.InnerSpills);
        Assert.InRange(kernel.Listing.Bytes, 50, bytes);
    }

    /// <summary>The kernels of all layers of the program, compiled for vectors of one width.</summary>
    private static IReadOnlyList<Kernel> List(int bits, IEnumerable<(string Name, string Value)> settings)
    {
        string file = Path.GetTempFileName();
        try
        {
            // Without tiers each method is compiled once, as it is in the end.
            string[] layers = ChildProgram.Run(
                typeof(Row3),
                [.. settings, ("DOTNET_TieredCompilation", "0"), ("DOTNET_JitDisasm", "Moments Apply GradientSums GradientApply"), ("DOTNET_JitStdOutFile", file)]);
            Kernel[] kernels = [.. MethodListing.Parse(File.ReadLines(file)).Select(Kernel.Of).OfType<Kernel>()];

            // Every kernel of every layer is there, once, and where results are streamed the maps are too.
            Assert.NotEmpty(layers);
            Assert.All(kernels, kernel => Assert.Equal(bits, kernel.Bits));
            Assert.Equal(
                layers.SelectMany(static layer => (string[])[$"{layer}.Moments", $"{layer}.Apply", $"{layer}.GradientSums", $"{layer}.GradientApply"]).Order(StringComparer.Ordinal),
                kernels.Where(static kernel => kernel.Stores == "CachedStores").Select(static kernel => kernel.Name).Order(StringComparer.Ordinal));
            Assert.Contains(kernels, static kernel => kernel is { Name: "Row256.Apply", Stores: "StreamingStores" });
            Assert.Contains(kernels, static kernel => kernel is { Name: "DoublePlaneOfAny.GradientApply", Stores: "StreamingStores" });
            return kernels;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A kernel's method.</summary>
    /// <param name="Name">The layer and the method.</param>
    /// <param name="Bits">The width of its vectors.</param>
    /// <param name="Stores">How it writes.</param>
    /// <param name="Listing">What the JIT has made of it.</param>
    private sealed partial record Kernel(string Name, int Bits, string Stores, MethodListing Listing)
    {
        [GeneratedRegex(@"__(?<layer>\w+)Kernel:(?<method>\w+)\[[\w.]+\.Lanes(?<bits>\d+)`2\[\w+,[\w.]+\.(?<stores>\w+)\]\]")]
        private static partial Regex Signature { get; }

        /// <summary>Null for methods that are not kernels, but share their names.</summary>
        public static Kernel? Of(MethodListing listing) => Signature.Match(listing.Name) is { Success: true } match
            ? new($"{match.Groups["layer"].Value}.{match.Groups["method"].Value}", int.Parse(match.Groups["bits"].ValueSpan), match.Groups["stores"].Value, listing)
            : null;

        public override string ToString() => $"{Name} with {Stores}: {Listing.Bytes} bytes";
    }
}
