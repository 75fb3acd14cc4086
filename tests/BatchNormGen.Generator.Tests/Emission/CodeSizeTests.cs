using System.Globalization;
using System.Text.RegularExpressions;
using BatchNormGen.Generator.Emission;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Tests.Planning;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Tests.Emission;

/// <summary>What is written for a layer is bounded, whatever its shape: no shape may be slow to compile, or lose the JIT's optimizations.</summary>
/// <remarks>
/// The JIT (compiler.h, fginline.cpp, inlinepolicy.cpp in dotnet/runtime's src/coreclr/jit) stops optimizing a method of more than 60,000 bytes of IL,
/// 20,000 instructions, 2,000 blocks, 2,000 locals or 8,000 references to them; stops inlining into one that has come to some 500 locals, or
/// 900 in later versions; and, once it has inlined too much by its own estimate of the time, inlines no more than one call deep. The last two come first:
/// lane operations are bounded for them, and listings of compiled kernels (KernelListingTests) show that nothing is left to call.
/// </remarks>
public partial class CodeSizeTests
{
    /// <summary>
    /// The longest are rows of eleven groups of lanes: both of their reductions are written twice, and one of each has the sums of every group in
    /// locals. Members are 500 of the lines, and a fourth of the characters are the attributes that say of each that it is generated.
    /// </summary>
    private const int MaxLines = 1100, MaxCharacters = 73 * 1024;

    /// <summary>With an activation and a residual, whose gradient of a prediction is one more map, and whose maps have two outputs.</summary>
    private const int MaxFusedLines = 1200, MaxFusedCharacters = 80 * 1024;

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
        Assert.InRange(source.SourceText.Lines.Count, 200, IsFused(source) ? MaxFusedLines : MaxLines));

    [Fact]
    public void A_layer_is_at_most_73_kibibytes_or_80_with_an_activation_or_a_residual() => Assert.All(EmittedLayers.Run.Sources, static source =>
        Assert.InRange(source.SourceText.Length, 5_000, IsFused(source) ? MaxFusedCharacters : MaxCharacters));

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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_length_of_a_row_is_bounded(bool isFloat) => Assert.All(
        [.. Enumerable.Range(1, 300), 511, 512, 513, 768, 1000, 2048, 2049, 4096, 4097, 10_007, 65_536, int.MaxValue],
        length =>
        {
            ElementType element = isFloat ? ElementType.Float : ElementType.Double;
            CheckSize(LayerEmitter.Emit(PlannedLayers.RowSpec(length, RowStatistic.Moments, element), CancellationToken.None), kernels: 5);
            CheckSize(LayerEmitter.Emit(PlannedLayers.RowSpec(length, RowStatistic.MeanSquare, element), CancellationToken.None), kernels: 5);
        });

    [Theory]
    [InlineData(TensorLayout.ChannelsFirst)]
    [InlineData(TensorLayout.ChannelsLast)]
    public void Every_size_of_a_group_is_bounded(TensorLayout layout) => Assert.All(
        [.. Enumerable.Range(1, 300), 512, 1000, 1024, 4096],
        channels =>
        {
            foreach (int positions in (int[])[1, 3, 49, 196, 5000])
            {
                CheckSize(LayerEmitter.Emit(PlannedLayers.GroupSpec(2, 2 * channels, 3, [positions], layout), CancellationToken.None), kernels: 4);
            }
        });

    [Fact]
    public void More_rows_values_or_groups_are_more_trips_and_not_more_text()
    {
        int[] rows = [.. new[] { 8192, 65_536, 1 << 20 }.Select(static length => Lines(LayerEmitter.Emit(PlannedLayers.RowSpec(length), CancellationToken.None)))];
        Assert.All(rows, count => Assert.Equal(rows[0], count));
        int[] groups = [.. new[] { 4, 64, 1024 }.Select(static count => Lines(LayerEmitter.Emit(PlannedLayers.GroupSpec(count, 8 * count, 4, [28, 28]), CancellationToken.None)))];
        Assert.All(groups, count => Assert.Equal(groups[0], count));
    }

    [Fact]
    public void No_method_is_too_long_for_the_JIT_to_optimize() =>
        // From 60,000 bytes on it does not optimize at all (DEFAULT_MIN_OPTS_CODE_SIZE); a tenth of that would be a mistake already.
        Assert.All(Bodies.Value, static body => Assert.True(body.Bytes < 5_000, body.ToString()));

    [Fact]
    public void No_method_has_more_locals_than_the_JIT_tracks() =>
        Assert.All(Bodies.Value, static body => Assert.True(body.Locals <= 100, body.ToString()));

    /// <summary>
    /// Of layers that only normalize: how many operations a function takes its call does not show. Rows, whose maps load gamma and beta beside each
    /// group, come to more than channels, and were seen to be inlined as well.
    /// </summary>
    [Fact]
    public void No_method_has_more_lane_operations_than_the_JIT_inlines()
    {
        (string Declaration, MethodBody Body)[] kernels =
        [
            .. from body in Bodies.Value
               let layer = KernelsOfLayer.Match(body.Name)
               where layer.Success
               let declaration = EmittedLayers.Declarations[int.Parse(layer.Groups[1].ValueSpan, CultureInfo.InvariantCulture)]
               where !declaration.Contains("Activation", StringComparison.Ordinal) && !declaration.Contains("Residual", StringComparison.Ordinal)
               select (declaration, body),
        ];
        Assert.InRange(kernels.Length, 500, Bodies.Value.Count);
        Assert.All(kernels, static kernel => Assert.True(
            kernel.Body.LaneOperations <= (kernel.Declaration.StartsWith("BatchNorm", StringComparison.Ordinal) ? 110 : 131), $"{kernel.Declaration}: {kernel.Body}"));
    }

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

    private static void CheckSize(BatchNormSpec spec) => CheckSize(LayerEmitter.Emit(spec, CancellationToken.None), kernels: 4);

    private static void CheckSize(string text, int kernels)
    {
        Assert.InRange(Lines(text), 200, MaxLines);
        Assert.InRange(text.Length, 5_000, MaxCharacters);

        // The lane operations that are named; operators come on top, fewer than these. A sum may have three methods, and at most two of them do.
        string[] methods = text.Split("[MethodImpl(MethodImplOptions.NoInlining")[1..];
        Assert.InRange(methods.Length, kernels, kernels + 4);
        Assert.All(methods, static method => Assert.InRange(method.Split("TLanes.").Length - 1, 1, 96));
    }

    [GeneratedRegex(@"Norm(\d+)Kernels\.")]
    private static partial Regex KernelsOfLayer { get; }

    private static bool IsFused(GeneratedSourceResult source) => source.SourceText.ToString().Contains("LaneFunctions.", StringComparison.Ordinal)
        || source.SourceText.ToString().Contains("dresidual", StringComparison.Ordinal);

    private static int Lines(BatchNormSpec spec) => Lines(LayerEmitter.Emit(spec, CancellationToken.None));

    private static int Lines(string text) => text.Count('\n');
}
