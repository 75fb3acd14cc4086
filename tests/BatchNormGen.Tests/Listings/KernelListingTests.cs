using System.Text.RegularExpressions;
using BatchNormGen.KernelListing;
using Xunit;

namespace BatchNormGen.Tests.Listings;

/// <summary>What the JIT makes of kernels and of what runs them, by its own listing: everything inlined, and what a loop works on in registers.</summary>
[Trait("Coverage", "off")]
public sealed partial class KernelListingTests
{
    [VectorFact(512)]
    public void No_kernel_of_512_bits_calls_or_spills() => Assert.All(Kernels(512, ProgramListings.For512Bits), static kernel => CheckLoops(kernel, bytes: 3_100));

    [VectorFact(256)]
    public void No_kernel_of_256_bits_calls_or_spills() => Assert.All(Kernels(256, ProgramListings.For256Bits), static kernel => CheckLoops(kernel, bytes: 3_100));

    /// <summary>
    /// Sixteen registers of 128 bits do not hold what is worked on, and are not meant to. Maps of the gradients of rows, and in front of an activation, are more than
    /// the JIT inlines there: four vectors a group, and the edges.
    /// </summary>
    [VectorFact(128)]
    public void No_kernel_of_128_bits_calls() => Assert.All(Kernels(128, ProgramListings.For128Bits), static kernel =>
    {
        if (!IsHeavy(kernel))
        {
            Assert.Empty(kernel.Listing.Calls);
            Assert.InRange(kernel.Listing.Bytes, 50, 5_500);
        }
    });

    [VectorFact(512)]
    public void No_vector_operation_is_a_call_with_512_bits() => CheckVectorOperations(ProgramListings.For512Bits);

    [VectorFact(256)]
    public void No_vector_operation_is_a_call_with_256_bits() => CheckVectorOperations(ProgramListings.For256Bits);

    [VectorFact(128)]
    public void No_vector_operation_is_a_call_with_128_bits() => CheckVectorOperations(ProgramListings.For128Bits);

    private static bool IsHeavy(Kernel kernel) => kernel.Name is "Layer768.GradientApply" or "Layer5000.GradientApply" or "DoubleLayer768.GradientApply" or "Relu28x28.GradientApply";

    private static void CheckLoops(Kernel kernel, int bytes)
    {
        Assert.NotEmpty(kernel.Listing.InnerLoops);
        Assert.Empty(kernel.Listing.Calls);

        // The gradient in front of an activation takes more than sixteen registers hold.
        if (kernel is not { Bits: 256, Name: "Relu28x28.GradientSums" or "Relu28x28.GradientApply" or "Relu28x28.InferenceGradient" })
        {
            Assert.Empty(kernel.Listing.InnerSpills);
        }

        Assert.InRange(kernel.Listing.Bytes, 50, bytes);
    }

    /// <summary>What is computed for each channel too: wide vectors made of narrower ones take many inlined methods each.</summary>
    private static void CheckVectorOperations(IReadOnlyList<MethodListing> methods)
    {
        // Where channels are finished, vectors are worked on that may be wider than the machine's.
        Assert.Contains(methods, static method => method.Name.Contains("BatchNormPhases") && method.Name.Contains(":FinishStatistics("));
        Assert.All(methods, static method =>
            Assert.DoesNotContain(method.Calls, static call =>
                (call.Contains("[System.Runtime.Intrinsics.") && !call.Contains(".X86Base:")) || call.Contains(".StatisticVector:Load[") || call.Contains(".StatisticVector:Store[")));
    }

    /// <summary>The kernels among the methods of the program: every one of every layer, once, and where results are streamed the maps once more.</summary>
    private static IReadOnlyList<Kernel> Kernels(int bits, IReadOnlyList<MethodListing> methods)
    {
        Kernel[] kernels = [.. methods.Select(Kernel.Of).OfType<Kernel>()];
        Assert.All(kernels, kernel => Assert.Equal(bits, kernel.Bits));
        Assert.NotEmpty(ListedLayers.Kernels);
        Assert.Equal(
            ListedLayers.Kernels.Order(StringComparer.Ordinal),
            kernels.Where(static kernel => kernel.Stores == "CachedStores").Select(static kernel => kernel.Name).Order(StringComparer.Ordinal));
        Assert.Contains(kernels, static kernel => kernel is { Name: "Row256.Apply", Stores: "StreamingStores" });
        Assert.Contains(kernels, static kernel => kernel is { Name: "DoublePlaneOfAny.GradientApply", Stores: "StreamingStores" });
        return kernels;
    }

    /// <summary>The method of a kernel that does its work.</summary>
    /// <param name="Name">The layer and the kernel.</param>
    /// <param name="Bits">The width of its vectors.</param>
    /// <param name="Stores">How it writes.</param>
    /// <param name="Listing">What the JIT has made of it.</param>
    private sealed partial record Kernel(string Name, int Bits, string Stores, MethodListing Listing)
    {
        [GeneratedRegex(@"__(?<layer>\w+)Kernels\+(?<kernel>\w+):(Run|SumInRegisters|SumInOrder)\[[\w.]+\.Lanes(?<bits>\d+)`2\[\w+,[\w.]+\.(?<stores>\w+)\]\]")]
        private static partial Regex Signature { get; }

        /// <summary>Null for methods that are not kernels.</summary>
        public static Kernel? Of(MethodListing listing) => Signature.Match(listing.Name) is { Success: true } match && !OnlyChooses(listing)
            ? new($"{match.Groups["layer"].Value}.{match.Groups["kernel"].Value}", int.Parse(match.Groups["bits"].ValueSpan), match.Groups["stores"].Value, listing)
            : null;

        /// <summary>Whether a kernel's entry does nothing but call the one of its two bodies that fits the registers.</summary>
        private static bool OnlyChooses(MethodListing listing) => listing.Loops.Count == 0 && listing.Calls.Single().Contains(":SumIn");

        public override string ToString() => $"{Name} with {Stores}: {Listing.Bytes} bytes";
    }
}
