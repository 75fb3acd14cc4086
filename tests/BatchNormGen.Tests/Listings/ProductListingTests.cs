using System.Globalization;
using System.Text.RegularExpressions;
using BatchNormGen.KernelListing;
using Xunit;

namespace BatchNormGen.Tests.Listings;

/// <summary>
/// What the JIT makes of a model's sums of products: a tile's sums in registers, an instruction for each product, and nothing called. For vectors of 128 bits it is not asked:
/// sixteen registers do not hold what is worked on, and where there are no wider ones there may be no fused multiply-add either.
/// </summary>
[Trait("Coverage", "off")]
public sealed partial class ProductListingTests
{
    [VectorFact(512)]
    public void No_tile_of_512_bits_calls_or_spills() => Check(512, ProgramListings.For512Bits);

    [VectorFact(256)]
    public void No_tile_of_256_bits_calls_or_spills() => Check(256, ProgramListings.For256Bits);

    private static void Check(int bits, IReadOnlyList<MethodListing> methods)
    {
        Product[] products = [.. methods.Select(Product.Of).OfType<Product>()];
        Assert.NotEmpty(ListedModel.Products);
        Assert.Equal(ListedModel.Products.Order(StringComparer.Ordinal), products.Select(static product => product.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.All(products, product =>
        {
            Assert.Equal(bits, product.Bits);
            Assert.Empty(product.Listing.Calls);
            Assert.Empty(product.Listing.InnerSpills);
            Assert.NotEmpty(product.Listing.InnerLoops);
            Assert.InRange(product.Listing.Bytes, 50, 1_300);
            if (product.Sums > 0)
            {
                Range loop = Assert.Single(product.Listing.InnerLoops);
                Assert.Equal(product.Sums * 512 / bits, product.Listing.Instructions.Take(loop).Count(static instruction => instruction.StartsWith("vfmadd", StringComparison.Ordinal)));
            }
        });
    }

    /// <summary>A method that does the work of a kernel: a tile, or what follows it.</summary>
    /// <param name="Name">The layer's shape and the kernel.</param>
    /// <param name="Bits">The width of its vectors.</param>
    /// <param name="Sums">The sums of a tile, each of them a group of lanes; 0 for what follows.</param>
    /// <param name="Listing">What the JIT has made of it.</param>
    private sealed partial record Product(string Name, int Bits, int Sums, MethodListing Listing)
    {
        [GeneratedRegex(
            @"ListedModel\.(?<layer>(Conv|Dense)\w+)\+(?<kernel>\w+)(`1\[[^\]]*\])?:(Tile(?<positions>\d+)x(?<groups>\d+)(Of\d+)?|(?<=(BatchNorm\w*|Bias):)Run)\[[\w.]+\.Lanes(?<bits>\d+)`2")]
        private static partial Regex Signature { get; }

        /// <summary>Null for methods that are neither.</summary>
        public static Product? Of(MethodListing listing)
        {
            Match match = Signature.Match(listing.Name);
            return match.Success
                ? new($"{match.Groups["layer"].Value}.{match.Groups["kernel"].Value}", Number("bits"), match.Groups["positions"].Success ? Number("positions") * Number("groups") : 0, listing)
                : null;

            int Number(string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        }

        public override string ToString() => $"{Name}: {Listing.Bytes} bytes, {Sums} sums";
    }
}
