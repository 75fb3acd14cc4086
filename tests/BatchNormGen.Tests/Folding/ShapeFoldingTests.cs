using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Folding;

/// <summary>Folding into weights of any shape: what the folded convolution gives is what the convolution and the layer give one after the other.</summary>
public sealed class ShapeFoldingTests
{
    private const int Outputs = Convolution.Outputs;
    private const int Rows = Convolution.KernelHeight;
    private const int Columns = Convolution.KernelWidth;

    /// <summary>Groups, inputs of a group, stride.</summary>
    public static TheoryData<int, int, int> Groups => new() { { 1, 4, 1 }, { 1, 1, 2 }, { 2, 3, 1 }, { 3, 2, 2 }, { 6, 1, 1 }, { 6, 2, 1 } };

    [Theory, MemberData(nameof(Groups))]
    public void Convolutions_of_PyTorch_and_ONNX(int groups, int inputs, int stride)
    {
        int outputs = Outputs / groups;
        Convolution convolution = new(groups, inputs, stride, IsTransposed: false, (g, i, o, r, c) => ((((((g * outputs) + o) * inputs) + i) * Rows) + r) * Columns + c);
        Check(convolution, [Outputs, inputs, Rows, Columns], outputAxis: 0, groups);
        Check(convolution, [Outputs, inputs, Rows, Columns], outputAxis: 0, groups: 1);
    }

    [Theory, MemberData(nameof(Groups))]
    public void Convolutions_of_Keras_and_Flax(int groups, int inputs, int stride)
    {
        int outputs = Outputs / groups;
        Convolution convolution = new(groups, inputs, stride, IsTransposed: false, (g, i, o, r, c) => ((((r * Columns) + c) * inputs) + i) * Outputs + (g * outputs) + o);
        Check(convolution, [Rows, Columns, inputs, Outputs], outputAxis: 3, groups);
    }

    [Theory, MemberData(nameof(Groups))]
    public void Transposed_convolutions_of_PyTorch_and_ONNX(int groups, int inputs, int stride)
    {
        int outputs = Outputs / groups;
        Convolution convolution = new(groups, inputs, stride, IsTransposed: true, (g, i, o, r, c) => ((((((g * inputs) + i) * outputs) + o) * Rows) + r) * Columns + c);
        Check(convolution, [groups * inputs, outputs, Rows, Columns], outputAxis: 1, groups);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(6, 2)]
    public void Transposed_convolutions_of_Keras(int inputs, int stride)
    {
        Convolution convolution = new(1, inputs, stride, IsTransposed: true, (_, i, o, r, c) => ((((r * Columns) + c) * Outputs) + o) * inputs + i);
        Check(convolution, [Rows, Columns, Outputs, inputs], outputAxis: 2, groups: 1);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(3)]
    [InlineData(1)]
    public void Depthwise_convolutions_of_Keras(int channels)
    {
        // (height, width, channels, multiplier), of which the last two are the outputs.
        int multiplier = Outputs / channels;
        Convolution convolution = new(channels, 1, 1, IsTransposed: false, (g, _, o, r, c) => ((((r * Columns) + c) * channels) + g) * multiplier + o);
        Check(convolution, [Rows, Columns, channels * multiplier], outputAxis: 2, groups: channels);
    }

    [Fact]
    public void A_shape_says_what_a_layout_says()
    {
        float[] first = [1, -2, 3, 0, 0.5f, 4], same = [.. first], last = [.. first], alike = [.. first];
        Small().FoldIntoPrevious(first, new float[3], WeightLayout.OutputFirst);
        Small().FoldIntoPrevious(same, new float[3], [3, 2], 0);
        Small().FoldIntoPrevious(last, new float[3], WeightLayout.OutputLast);
        Small().FoldIntoPrevious(alike, new float[3], [2, 3], 1);
        Assert.Equal(first, same);
        Assert.Equal(last, alike);
        Assert.NotEqual(first, last);
    }

    [Fact]
    public void Without_a_layout_the_outputs_are_where_the_preset_has_them()
    {
        float[] first = [1, -2, 3, 0, 0.5f, 4], last = [.. first];
        Small().FoldIntoPrevious(first, new float[3], WeightLayout.OutputFirst);
        Small().FoldIntoPrevious(last, new float[3], WeightLayout.OutputLast);
        AssertFolds(new SmallNorm(), first);
        AssertFolds(new PyTorchNorm(), first);
        AssertFolds(new MXNetNorm(), first);
        AssertFolds(new OnnxNorm(), first);
        AssertFolds(new KerasNorm(), last);
        AssertFolds(new FlaxNorm(), last);

        static void AssertFolds<TLayer>(TLayer layer, float[] expected)
            where TLayer : INormalizationLayer<float>, IMovingStatistics<float, float>, IFoldable<float>
        {
            Set(layer);
            float[] weight = [1, -2, 3, 0, 0.5f, 4];
            layer.FoldIntoPrevious(weight, new float[3]);

            // Epsilon, too, is the preset's.
            Assert.All(expected.Zip(weight), pair => Assert.Equal(pair.First, pair.Second, 0.05f));
        }
    }

    public static TheoryData<int[], int, int, string, string> Wrong => new()
    {
        { [3, 2], 1, 1, "shape", "expected axis 1 of the weights to be the 3 outputs; got shape (3, 2)." },
        { [2, 3], 0, 1, "shape", "expected axis 0 of the weights to be the 3 outputs; got shape (2, 3)." },
        { [6], 0, 1, "shape", "expected axis 0 of the weights to be the 3 outputs; got shape (6)." },
        { [6, 1], 1, 1, "shape", "expected axis 1 of the weights to be the 3 outputs; got shape (6, 1)." },
        { [6, 1], 1, 2, "shape", "expected axis 1 of the weights to be the 3 outputs; got shape (6, 1)." },
        { [2, 1, 3], 1, 3, "shape", "expected axis 1 of the weights to be the 3 outputs, or the 1 of each of 3 groups, which axis 0 must then be a multiple of; got shape (2, 1, 3)." },
        { [1, 6], 0, 3, "shape", "expected axis 0 of the weights to be the 3 outputs; got shape (1, 6)." },
        { [3, 3], 0, 1, "shape", "expected the shape of 6 weights, its extents at least 1 and their product 6; got (3, 3)." },
        { [3, 1], 0, 1, "shape", "expected the shape of 6 weights" },
        { [-3, -2], 0, 1, "shape", "expected the shape of 6 weights" },
        { [3, 2, 0], 0, 1, "shape", "expected the shape of 6 weights" },
        { [3, int.MaxValue, int.MaxValue, int.MaxValue], 0, 1, "shape", "expected the shape of 6 weights" },
        { [3, 2], 2, 1, "outputAxis", "expected outputAxis to be an axis of the weights' shape (3, 2), so from 0 to 1; got 2." },
        { [3, 2], -1, 1, "outputAxis", "so from 0 to 1; got -1." },
        { [], 0, 1, "outputAxis", "got 0." },
        { [3, 2], 0, 0, "groups", "expected groups to be at least 1, got 0." },
        { [3, 2], 0, -1, "groups", "expected groups to be at least 1, got -1." },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_shape_that_does_not_fit_is_refused(int[] shape, int outputAxis, int groups, string parameter, string message)
    {
        float[] weight = [1, 2, 3, 4, 5, 6], bias = [1, 2, 3];
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => Small().FoldIntoPrevious(weight, bias, shape, outputAxis, groups));
        Assert.Equal(parameter, exception.ParamName);
        Assert.Contains($"{nameof(SmallNorm)}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal([1f, 2, 3, 4, 5, 6], weight);
        Assert.Equal([1f, 2, 3], bias);
    }

    [Fact]
    public void What_the_other_overload_refuses_is_refused_here_too()
    {
        float[] weight = [1, 2, 3, 4, 5, 6];
        Assert.Equal("bias", Assert.Throws<ArgumentException>(() => Small().FoldIntoPrevious(weight, new float[2], [3, 2], 0)).ParamName);
        Assert.Equal("bias", Assert.Throws<ArgumentException>(() => Small().FoldIntoPrevious(weight, weight.AsSpan(0, 3), [3, 2], 0)).ParamName);
        SmallNorm layer = Small();
        layer.Gamma.Value[1] = float.NaN;
        Assert.Throws<ArithmeticException>(() => layer.FoldIntoPrevious(weight, new float[3], [3, 2], 0));
        Assert.Equal([1f, 2, 3, 4, 5, 6], weight);
    }

    [Fact]
    public void A_report_says_its_numbers()
    {
        FoldingReport report = new SmallNorm().FoldIntoPrevious([1, 1, 1], [1, 2, 3]);
        Assert.Matches(@"^weights changed by up to 0\.0005[0-9]* %, outputs by at most [0-9.]+E-0[78] per unit of input$", report.ToString());
    }

    private static void Check(Convolution convolution, int[] shape, int outputAxis, int groups)
    {
        var layer = new ConvolutionNorm();
        var random = new Random(convolution.WeightLength + outputAxis);
        Samples.Parameters(1, layer.Parameters);
        foreach (ref float mean in layer.MovingMean)
        {
            mean = (float)Samples.StandardNormal(random);
        }

        foreach (ref float variance in layer.MovingVariance)
        {
            variance = (float)(0.1 + random.NextDouble());
        }

        double[] x = [.. Enumerable.Range(0, convolution.InputLength).Select(_ => Samples.StandardNormal(random))];
        float[] weight = [.. Enumerable.Range(0, convolution.WeightLength).Select(_ => (float)Samples.StandardNormal(random))];
        float[] bias = [.. Enumerable.Range(0, Outputs).Select(_ => (float)Samples.StandardNormal(random))];
        double[][] expected = convolution.Evaluate(x, weight, bias);
        FoldingReport report = layer.FoldIntoPrevious(weight, bias, shape, outputAxis, groups);
        double[][] actual = convolution.Evaluate(x, weight, bias);

        Assert.InRange(report.ErrorBound, 1e-9, 1e-4);
        double bound = report.ErrorBound * Math.Max(1, x.Max(Math.Abs));
        for (int c = 0; c < Outputs; c++)
        {
            double scale = layer.Gamma.Value[c] / Math.Sqrt(layer.MovingVariance[c] + 1e-5);
            Assert.NotEmpty(actual[c]);
            for (int i = 0; i < actual[c].Length; i++)
            {
                double normalized = ((expected[c][i] - layer.MovingMean[c]) * scale) + layer.Beta.Value[c];
                Assert.True(Math.Abs(actual[c][i] - normalized) <= bound + 1e-13, $"output {i} of channel {c} is {actual[c][i]}, not {normalized}");
            }
        }
    }

    private static SmallNorm Small()
    {
        var layer = new SmallNorm();
        Set(layer);
        return layer;
    }

    private static void Set<TLayer>(TLayer layer)
        where TLayer : INormalizationLayer<float>, IMovingStatistics<float, float>
    {
        ((float[])[2, -3, 1]).CopyTo(layer.Parameters[0].Value);
        ((float[])[4, 0.25f, 1]).CopyTo(layer.MovingVariance);
    }
}
