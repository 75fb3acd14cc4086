using BatchNormGen.Generator.Emission;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Tests.Planning;

namespace BatchNormGen.Generator.Tests.Emission;

/// <summary>What is written for a layer is bounded, whatever its shape: no shape may be slow to compile, or lose the JIT's optimizations.</summary>
/// <remarks>
/// The JIT (compiler.h, fginline.cpp, inlinepolicy.cpp in dotnet/runtime's src/coreclr/jit) stops optimizing a method of more than 60,000 bytes of IL,
/// 20,000 instructions, 2,000 blocks, 2,000 locals or 8,000 references to them; stops inlining into one that has come to some 500 locals, or
/// 900 in later versions; and, once it has inlined too much by its own estimate of the time, inlines no more than one call deep. The last two come first:
/// lane operations are bounded for them, and listings of compiled kernels (KernelListingTests) show that nothing is left to call.
/// </remarks>
public class CodeSizeTests
{
    /// <summary>
    /// The longest are rows of eleven groups of lanes: both of their reductions are written twice, and one of each has the sums of every group in
    /// locals. Members are 500 of the lines, and a fourth of the characters are the attributes that say of each that it is generated.
    /// </summary>
    private const int MaxLines = 1050, MaxCharacters = 70 * 1024;

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
    public void A_layer_is_a_few_hundred_lines() => Assert.All(EmittedLayers.Run.Sources, static source =>
        Assert.InRange(source.SourceText.Lines.Count, 200, MaxLines));

    [Fact]
    public void A_layer_is_at_most_70_kibibytes() => Assert.All(EmittedLayers.Run.Sources, static source =>
        Assert.InRange(source.SourceText.Length, 5_000, MaxCharacters));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void More_features_are_more_trips_and_not_more_text(int dims, int[] spatial)
    {
        // Multiples of every tile, and stripes that are all worked on in the same order.
        int[] lines = [.. new[] { 4096, 8192, 65_536, 1 << 20 }.Select(features => Lines(PlannedLayers.Spec(features, dims, spatial)))];
        Assert.All(lines, count => Assert.Equal(lines[0], count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_number_of_features_is_bounded(bool isFloat) => Assert.All(
        [.. Enumerable.Range(1, 1200), 2047, 2048, 2049, 4095, 10_007, 65_535, 65_536, (1 << 20) - 1, 1 << 20],
        features => CheckSize(PlannedLayers.Spec(features, 2, element: isFloat ? ElementType.Float : ElementType.Double)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_number_of_positions_is_bounded(bool isFloat) => Assert.All(
        [.. Enumerable.Range(1, 400), 783, 784, 785, 3135, 3136, 3137, .. Enumerable.Range(4090, 10), 12_544, int.MaxValue],
        positions => CheckSize(PlannedLayers.Spec(1, 3, [positions], element: isFloat ? ElementType.Float : ElementType.Double)));

    [Fact]
    public void No_method_is_too_long_for_the_JIT_to_optimize() =>
        // From 60,000 bytes on it does not optimize at all (DEFAULT_MIN_OPTS_CODE_SIZE); a tenth of that would be a mistake already.
        Assert.All(Bodies.Value, static body => Assert.True(body.Bytes < 5_000, body.ToString()));

    [Fact]
    public void No_method_has_more_locals_than_the_JIT_tracks() =>
        Assert.All(Bodies.Value, static body => Assert.True(body.Locals <= 100, body.ToString()));

    [Fact]
    public void No_method_has_more_lane_operations_than_the_JIT_inlines() =>
        Assert.All(Bodies.Value, static body => Assert.True(body.LaneOperations <= 110, body.ToString()));

    [Fact]
    public void The_measure_of_a_method_is_that_of_its_text()
    {
        // What is named in the text, and the three operators of the formula for each value that is stored.
        MethodBody apply = Assert.Single(Bodies.Value, static body => body.Name.EndsWith("Norm0Kernels.Apply.Run", StringComparison.Ordinal));
        string text = EmittedLayers.Run.Sources[0].SourceText.ToString();
        string method = text[text.IndexOf("struct Apply", StringComparison.Ordinal)..text.IndexOf("struct GradientSums", StringComparison.Ordinal)];
        int stores = method.Split("TLanes.Store").Length - 1;
        Assert.Equal(method.Split("TLanes.").Length - 1 + (3 * stores), apply.LaneOperations);
        Assert.True(apply.Bytes > 20 && apply.Locals > 3, apply.ToString());
    }

    private static void CheckSize(BatchNormSpec spec)
    {
        string text = LayerEmitter.Emit(spec, CancellationToken.None);
        Assert.InRange(text.Count('\n'), 200, MaxLines);
        Assert.InRange(text.Length, 5_000, MaxCharacters);

        // The lane operations that are named; operators come on top, fewer than these.
        string[] kernels = text.Split("[MethodImpl(MethodImplOptions.NoInlining")[1..];
        Assert.InRange(kernels.Length, 4, 8);
        Assert.All(kernels, static kernel => Assert.InRange(kernel.Split("TLanes.").Length - 1, 1, 96));
    }

    private static int Lines(BatchNormSpec spec) => LayerEmitter.Emit(spec, CancellationToken.None).Count('\n');
}
