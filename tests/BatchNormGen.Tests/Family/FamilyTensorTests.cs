using System.Numerics.Tensors;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Family;

/// <summary>Tensors: rows of any number of leading axes, groups of every rank, and shapes that do not fit.</summary>
public sealed class FamilyTensorTests
{
    public static TheoryData<int[]> RowShapes => [[5], [1, 5], [7, 5], [2, 3, 5], [1, 2, 3, 5], [2, 1, 2, 1, 5]];

    [Theory, MemberData(nameof(RowShapes))]
    public void Rows_may_have_any_number_of_axes_before_them(int[] shape)
    {
        var layer = new LayerRow5();
        Samples.Parameters(3, layer.Parameters);
        float[] x = Numbers(Length(shape), 1), dy = Numbers(x.Length, 2), y = new float[x.Length], dx = new float[x.Length];
        float[] expected = new float[x.Length], expectedGradient = new float[x.Length];
        layer.Forward(x, expected);
        layer.Backward(x, dy, expectedGradient);

        layer.Forward(Input(x, shape), Output(y, shape));
        layer.Backward(Input(x, shape), Input(dy, shape), Output(dx, shape));

        Bits.AssertSame<float>(expected, y, "y");
        Bits.AssertSame<float>(expectedGradient, dx, "dx");
    }

    [Theory]
    [InlineData(new[] { 4 })]
    [InlineData(new[] { 2, 4 })]
    [InlineData(new[] { 5, 4 })]
    [InlineData(new[] { 2, 3, 6 })]
    public void Rows_of_another_last_extent_are_rejected(int[] shape)
    {
        var layer = new LayerRow5();
        float[] x = new float[Length(shape)], y = new float[x.Length];
        Array.Fill(y, 7);
        ArgumentException exception = Assert.Throws<ArgumentException>("x", () => layer.Forward(Input(x, shape), Output(y, shape)));
        AssertSays(exception, nameof(LayerRow5), "(..., 5)", Text(shape));
        Assert.Throws<ArgumentException>("x", () => layer.Backward(Input(x, shape), Input(x, shape), Output(y, shape)));
        Assert.All(y, value => Assert.Equal(7f, value));
    }

    [Theory]
    [InlineData(new[] { 120 })]
    [InlineData(new[] { 5, 6 })]
    [InlineData(new[] { 2, 4, 6, 5 })]
    [InlineData(new[] { 6, 5, 4 })]
    [InlineData(new[] { 2, 3, 5, 6 })]
    public void Rows_of_several_axes_must_have_all_of_them(int[] shape)
    {
        var layer = new LayerCube();
        float[] x = new float[Length(shape)], y = new float[x.Length];
        ArgumentException exception = Assert.Throws<ArgumentException>("x", () => layer.Forward(Input(x, shape), Output(y, shape)));
        AssertSays(exception, nameof(LayerCube), "(..., 4, 5, 6)", Text(shape));
    }

    [Fact]
    public void Rows_of_several_axes_are_normalized_over_all_of_them()
    {
        var layer = new LayerCube();
        Samples.Parameters(3, layer.Parameters);
        float[] x = Numbers(2 * 3 * 120, 1), y = new float[x.Length], expected = new float[x.Length];
        layer.Forward(x, expected);
        layer.Forward(Input(x, [2, 3, 4, 5, 6]), Output(y, [2, 3, 4, 5, 6]));
        Bits.AssertSame<float>(expected, y, "y");
    }

    [Fact]
    public void Groups_of_every_rank_take_tensors()
    {
        var rows = new GroupsOfRows();
        float[] x = Numbers(5 * 12, 1), y = new float[x.Length], dx = new float[x.Length];
        rows.Forward(Input(x, [5, 12]), Output(y, [5, 12]));
        rows.Backward(Input(x, [5, 12]), Input(x, [5, 12]), Output(dx, [5, 12]));
        AssertAsSpans(rows, x, y, dx, 5);

        var lines = new GroupsOfLines();
        x = Numbers(2 * 12 * 7, 2);
        (y, dx) = (new float[x.Length], new float[x.Length]);
        lines.Forward(Input(x, [2, 12, 7]), Output(y, [2, 12, 7]));
        lines.Backward(Input(x, [2, 12, 7]), Input(x, [2, 12, 7]), Output(dx, [2, 12, 7]));
        AssertAsSpans(lines, x, y, dx, 2);

        var images = new LastGroups();
        x = Numbers(2 * 5 * 3 * 12, 3);
        (y, dx) = (new float[x.Length], new float[x.Length]);
        images.Forward(Input(x, [2, 5, 3, 12]), Output(y, [2, 5, 3, 12]));
        images.Backward(Input(x, [2, 5, 3, 12]), Input(x, [2, 5, 3, 12]), Output(dx, [2, 5, 3, 12]));
        AssertAsSpans(images, x, y, dx, 2);

        var volumes = new GroupsOfVolumes();
        x = Numbers(2 * 4 * 2 * 3 * 5, 4);
        (y, dx) = (new float[x.Length], new float[x.Length]);
        volumes.Forward(Input(x, [2, 4, 2, 3, 5]), Output(y, [2, 4, 2, 3, 5]));
        volumes.Backward(Input(x, [2, 4, 2, 3, 5]), Input(x, [2, 4, 2, 3, 5]), Output(dx, [2, 4, 2, 3, 5]));
        AssertAsSpans(volumes, x, y, dx, 2);
    }

    [Fact]
    public void Lengths_alone_do_where_they_tell_the_batch_size()
    {
        var rows = new GroupsOfRows();
        float[] x = Numbers(5 * 12, 1), y = new float[x.Length], dx = new float[x.Length];
        rows.Forward(x, y);
        rows.Backward(x, x, dx);
        AssertAsSpans(rows, x, y, dx, 5);

        var images = new FixedGroups7x7();
        x = Numbers(3 * 6 * 49, 2);
        (y, dx) = (new float[x.Length], new float[x.Length]);
        images.Forward(x, y);
        images.Backward(x, x, dx);
        AssertAsSpans(images, x, y, dx, 3);
    }

    [Theory]
    [InlineData(new[] { 2, 6 })]
    [InlineData(new[] { 2, 6, 3 })]
    [InlineData(new[] { 2, 6, 3, 3, 1 })]
    [InlineData(new[] { 6, 2, 3, 3 })]
    [InlineData(new[] { 2, 3, 3, 6 })]
    public void Groups_of_another_shape_are_rejected(int[] shape)
    {
        var layer = new TwoGroups();
        float[] x = new float[Length(shape)], y = new float[x.Length];
        ArgumentException exception = Assert.Throws<ArgumentException>("x", () => layer.Forward(Input(x, shape), Output(y, shape)));
        AssertSays(exception, nameof(TwoGroups), "(N, 6, H, W)", Text(shape));
        Assert.Throws<ArgumentException>("x", () => layer.Backward(Input(x, shape), Input(x, shape), Output(y, shape)));
    }

    [Fact]
    public void An_array_without_a_batch_size_is_told_to_bring_one_where_positions_are_free()
    {
        var groups = new TwoGroups();
        var lastGroups = new LastGroups();
        float[] x = new float[72], y = new float[72];

        // Channels last too: a sample is what is normalized, and where it ends the length does not tell.
        Assert.Contains("batchSize", Assert.Throws<ArgumentException>("x", () => groups.Forward(x, y)).Message, StringComparison.Ordinal);
        Assert.Contains("batchSize", Assert.Throws<ArgumentException>("x", () => lastGroups.Forward(x, y)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_tensors_must_have_the_shape_of_x()
    {
        var layer = new ResidualGeluGroups();
        int[] shape = [2, 6, 3, 4], other = [2, 6, 4, 3];
        float[] x = Numbers(Length(shape), 1), y = new float[x.Length], z = new float[x.Length];
        Assert.Throws<ArgumentException>("residual", () => layer.Forward(Input(x, shape), Input(x, other), Output(y, shape)));
        Assert.Throws<ArgumentException>("y", () => layer.Forward(Input(x, shape), Input(x, shape), Output(y, other)));
        Assert.Throws<ArgumentException>("residual", () => layer.Backward(Input(x, shape), Input(x, other), Input(x, shape), Output(y, shape), Output(z, shape)));
        Assert.Throws<ArgumentException>("dy", () => layer.Backward(Input(x, shape), Input(x, shape), Input(x, other), Output(y, shape), Output(z, shape)));
        Assert.Throws<ArgumentException>("dx", () => layer.Backward(Input(x, shape), Input(x, shape), Input(x, shape), Output(y, other), Output(z, shape)));
        Assert.Throws<ArgumentException>("dresidual", () => layer.Backward(Input(x, shape), Input(x, shape), Input(x, shape), Output(y, shape), Output(z, other)));
        Assert.Equal(new float[x.Length], y);
        Assert.Equal(new float[x.Length], z);
    }

    [Fact]
    public void Tensors_of_residual_layers_give_the_bits_of_spans()
    {
        var layer = new ResidualGeluBatch();
        Samples.Parameters(3, layer.Parameters);
        int[] shape = [3, 5, 4, 7];
        float[] x = Numbers(Length(shape), 1), residual = Numbers(x.Length, 2), dy = Numbers(x.Length, 3);
        float[][] ofSpans = [new float[x.Length], new float[x.Length], new float[x.Length], new float[x.Length]];
        float[][] ofTensors = [new float[x.Length], new float[x.Length], new float[x.Length], new float[x.Length]];

        layer.ForwardTraining(x, residual, ofSpans[0], 3);
        layer.Backward(x, residual, dy, ofSpans[1], ofSpans[2], 3);
        layer.ForwardInference(x, residual, ofSpans[3], 3);
        layer.ResetMovingStatistics();
        layer.ForwardTraining(Input(x, shape), Input(residual, shape), Output(ofTensors[0], shape));
        layer.Backward(Input(x, shape), Input(residual, shape), Input(dy, shape), Output(ofTensors[1], shape), Output(ofTensors[2], shape));
        layer.ForwardInference(Input(x, shape), Input(residual, shape), Output(ofTensors[3], shape));

        Assert.Equal(ofSpans, ofTensors);

        // Nobody wants the gradient of the residual.
        float[] dx = new float[x.Length];
        layer.Backward(Input(x, shape), Input(residual, shape), Input(dy, shape), Output(dx, shape), default);
        Assert.Equal(ofSpans[1], dx);
    }

    private static void AssertAsSpans(INormalizationLayer<float> layer, float[] x, float[] y, float[] dx, int batchSize)
    {
        float[] expected = new float[x.Length], expectedGradient = new float[x.Length];
        layer.ForwardTraining(x, expected, batchSize);
        layer.Backward(x, x, expectedGradient, batchSize);
        Bits.AssertSame<float>(expected, y, "y");
        Bits.AssertSame<float>(expectedGradient, dx, "dx");
    }

    private static void AssertSays(ArgumentException exception, params string[] words) =>
        Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));

    private static string Text(int[] shape) => $"({string.Join(", ", shape)})";

    private static int Length(int[] shape) => shape.Aggregate(1, (product, extent) => product * extent);

    private static float[] Numbers(int length, int seed) => Samples.Normal<float>(seed, new TensorShape(length, 1, [], TensorLayout.ChannelsFirst));

    private static ReadOnlyTensorSpan<float> Input(float[] values, int[] shape) => new(values, Array.ConvertAll(shape, extent => (nint)extent));

    private static TensorSpan<float> Output(float[] values, int[] shape) => new(values, Array.ConvertAll(shape, extent => (nint)extent));
}
