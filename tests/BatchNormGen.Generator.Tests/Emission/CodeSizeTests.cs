using BatchNormGen.Generator.Emission;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Planning;
using BatchNormGen.Generator.Tests.Planning;

namespace BatchNormGen.Generator.Tests.Emission;

/// <summary>What is written for a layer is bounded, whatever its shape: no shape may be slow to compile, or lose the JIT's optimizations.</summary>
public class CodeSizeTests
{
    private static readonly Lazy<IReadOnlyList<MethodBody>> Bodies = new(static () => MethodBodies.Of(EmittedLayers.Image));

    public static TheoryData<int, int[]> Shapes => new()
    {
        { 2, [] },
        { 4, [] },
        { 4, [1, 1] },
        { 4, [7, 7] },
        { 4, [56, 56] },
        { 4, [1000, 1000] },
    };

    [Fact]
    public void ALayerIsAFewHundredLines() => Assert.All(EmittedLayers.Run.Sources, static source =>
        Assert.InRange(source.SourceText.Lines.Count, 200, 700));

    [Fact]
    public void ALayerIsAtMost50Kilobytes() => Assert.All(EmittedLayers.Run.Sources, static source =>
        Assert.InRange(source.SourceText.Length, 5_000, 50_000));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void MoreFeaturesAreMoreTripsAndNotMoreText(int dims, int[] spatial)
    {
        // Multiples of every tile, and stripes that are all worked on in the same order.
        int[] lines = [.. new[] { 1024, 4096, 65_536, 1 << 20 }.Select(features => Lines(PlannedLayers.Spec(features, dims, spatial)))];
        Assert.All(lines, count => Assert.Equal(lines[0], count));
    }

    [Fact]
    public void EveryNumberOfFeaturesUpTo200IsBounded() => Assert.All(Enumerable.Range(1, 200), static features =>
    {
        foreach (ElementType element in new[] { ElementType.Float, ElementType.Double })
        {
            Assert.InRange(Lines(PlannedLayers.Spec(features, 2, element: element)), 200, 700);
        }
    });

    [Fact]
    public void EveryNumberOfPositionsUpTo300IsBounded() => Assert.All(Enumerable.Range(1, 300), static positions =>
    {
        foreach (ElementType element in new[] { ElementType.Float, ElementType.Double })
        {
            Assert.InRange(Lines(PlannedLayers.Spec(8, 3, [positions], element: element)), 200, 700);
        }
    });

    [Fact]
    public void NoMethodIsTooLongForTheJitToOptimize() =>
        // From 60,000 bytes on it does not optimize at all; a tenth of that would be a mistake already.
        Assert.All(Bodies.Value, static body => Assert.True(body.Bytes < 5_000, body.ToString()));

    [Fact]
    public void NoMethodHasMoreLocalsThanTheJitTracks() =>
        Assert.All(Bodies.Value, static body => Assert.True(body.Locals <= 100, body.ToString()));

    [Fact]
    public void NoMethodHasMoreLaneOperationsThanTheJitInlines() =>
        Assert.All(Bodies.Value, static body => Assert.True(body.LaneOperations <= 100, body.ToString()));

    [Fact]
    public void TheMeasureOfAMethodIsThatOfItsText()
    {
        // One feature, hence one group: what is named in the text, and the three operators of the formula.
        MethodBody apply = Assert.Single(Bodies.Value, static body => body.Name.EndsWith("Norm0Kernel.Apply", StringComparison.Ordinal));
        string text = EmittedLayers.Run.Sources[0].SourceText.ToString();
        string method = text[text.IndexOf("void Apply", StringComparison.Ordinal)..text.IndexOf("void GradientSums", StringComparison.Ordinal)];
        Assert.Equal(method.Split("TLanes.").Length - 1 + 3, apply.LaneOperations);
        Assert.True(apply.Bytes > 20 && apply.Locals > 3, apply.ToString());
    }

    private static int Lines(LayerSpec spec) => LayerEmitter.Emit(spec, KernelPlanner.Plan(spec), CancellationToken.None).Count('\n');
}
