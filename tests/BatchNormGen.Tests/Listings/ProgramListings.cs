using BatchNormGen.KernelListing;

namespace BatchNormGen.Tests.Listings;

/// <summary>The project's methods that the listing program runs, its generated ones included, as the JIT compiles them for each width of vectors.</summary>
internal static class ProgramListings
{
    private static readonly Lazy<IReadOnlyList<MethodListing>> Of512Bits = new(() => List([]));
    private static readonly Lazy<IReadOnlyList<MethodListing>> Of256Bits = new(() => List([("DOTNET_EnableAVX512", "0")]));
    private static readonly Lazy<IReadOnlyList<MethodListing>> Of128Bits = new(() => List([("DOTNET_EnableAVX2", "0")]));

    public static IReadOnlyList<MethodListing> For512Bits => Of512Bits.Value;

    public static IReadOnlyList<MethodListing> For256Bits => Of256Bits.Value;

    public static IReadOnlyList<MethodListing> For128Bits => Of128Bits.Value;

    private static IReadOnlyList<MethodListing> List(IEnumerable<(string Name, string Value)> settings)
    {
        string file = Path.GetTempFileName();
        try
        {
            // Without tiers each method is compiled once, as it is in the end.
            ChildProgram.Run(
                typeof(ListedLayers), [.. settings, ("DOTNET_TieredCompilation", "0"), ("DOTNET_JitDisasm", "BatchNormGen*:*"), ("DOTNET_JitStdOutFile", file)]);
            return [.. MethodListing.Parse(File.ReadLines(file))];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
