using System.Text.Json;
using BatchNormGen.Tests.GoldenVectors;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Folding;

/// <summary>Against a convolution and a linear layer that libtorch evaluated and folded.</summary>
public sealed class GoldenFoldingTests
{
    [Fact]
    public void A_linear_layer() => Check("fold-linear", new LinearNorm(), Linear);

    [Fact]
    public void A_convolution() => Check("fold-conv2d", new ConvolutionNorm(), Convolution);

    private static void Check<TLayer>(string name, TLayer layer, Func<JsonElement, float[], float[], double[]> evaluate)
        where TLayer : INormalizationLayer<float>, IMovingStatistics<float, float>, IFoldable<float>
    {
        JsonElement golden = Load(name);
        Set(layer.Parameters[0].Value, golden, "gamma");
        Set(layer.Parameters[1].Value, golden, "beta");
        Set(layer.MovingMean, golden, "runningMean");
        Set(layer.MovingVariance, golden, "runningVar");
        foreach (WeightLayout layout in (WeightLayout[])[WeightLayout.OutputFirst, WeightLayout.OutputLast])
        {
            float[] weight = Samples.Narrow<float>(GoldenStep.Numbers(golden, "weight"));
            float[] bias = Samples.Narrow<float>(GoldenStep.Numbers(golden, "bias"));
            float[] given = layout == WeightLayout.OutputFirst ? weight : Transposed(weight, layer.NumFeatures);
            FoldingReport report = layer.FoldIntoPrevious(given, bias, layout);
            weight = layout == WeightLayout.OutputFirst ? given : Transposed(given, given.Length / layer.NumFeatures);

            float[] byShape = Samples.Narrow<float>(GoldenStep.Numbers(golden, "weight"));
            FoldingReport sameReport = layer.FoldIntoPrevious(byShape, Samples.Narrow<float>(GoldenStep.Numbers(golden, "bias")), [layer.NumFeatures, byShape.Length / layer.NumFeatures], outputAxis: 0);
            Assert.Equal(weight, byShape);
            Assert.Equal(report.ErrorBound, sameReport.ErrorBound);

            // libtorch folds in float: several roundings instead of one.
            AssertClose(GoldenStep.Numbers(golden, "foldedWeight")!, Samples.Widen<float>(weight), 1e-6, "weight");
            AssertClose(GoldenStep.Numbers(golden, "foldedBias")!, Samples.Widen<float>(bias), 1e-6, "bias");
            AssertClose(GoldenStep.Numbers(golden, "y")!, evaluate(golden, weight, bias), 1e-5, "y");
            Assert.InRange(report.ErrorBound, 1e-9, 1e-5);
        }
    }

    private static double[] Linear(JsonElement golden, float[] weight, float[] bias)
    {
        double[] x = GoldenStep.Numbers(golden, "x")!;
        int inputs = weight.Length / bias.Length;
        return [.. Enumerable.Range(0, x.Length / inputs).SelectMany(sample => Enumerable.Range(0, bias.Length).Select(output =>
            bias[output] + Enumerable.Range(0, inputs).Sum(input => weight[(output * inputs) + input] * x[(sample * inputs) + input])))];
    }

    private static double[] Convolution(JsonElement golden, float[] weight, float[] bias)
    {
        double[] x = GoldenStep.Numbers(golden, "x")!;
        int[] shape = Integers(golden, "shape");
        int[] kernel = Integers(golden, "weightShape");
        int padding = golden.GetProperty("layer").GetProperty("padding").GetInt32();
        (int height, int width) = (shape[2] + (2 * padding) - kernel[2] + 1, shape[3] + (2 * padding) - kernel[3] + 1);
        List<double> y = [];
        for (int n = 0; n < shape[0]; n++)
        {
            for (int c = 0; c < kernel[0]; c++)
            {
                for (int row = 0; row < height; row++)
                {
                    for (int column = 0; column < width; column++)
                    {
                        y.Add(bias[c] + Window(n, c, row - padding, column - padding));
                    }
                }
            }
        }

        return [.. y];

        double Window(int n, int c, int top, int left)
        {
            double sum = 0;
            for (int i = 0; i < kernel[1] * kernel[2] * kernel[3]; i++)
            {
                (int input, int at) = Math.DivRem(i, kernel[2] * kernel[3]);
                (int row, int column) = (top + (at / kernel[3]), left + (at % kernel[3]));
                if (row >= 0 && row < shape[2] && column >= 0 && column < shape[3])
                {
                    sum += weight[(c * kernel[1] * kernel[2] * kernel[3]) + i] * x[(((((n * shape[1]) + input) * shape[2]) + row) * shape[3]) + column];
                }
            }

            return sum;
        }
    }

    private static JsonElement Load(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "Folding", name + ".json")));
        return document.RootElement.Clone();
    }

    private static int[] Integers(JsonElement golden, string member) => [.. golden.GetProperty(member).EnumerateArray().Select(extent => extent.GetInt32())];

    private static void Set(Span<float> to, JsonElement golden, string member) => Samples.Narrow<float>(GoldenStep.Numbers(golden, member)).CopyTo(to);

    private static float[] Transposed(float[] matrix, int rows)
    {
        int columns = matrix.Length / rows;
        return [.. Enumerable.Range(0, matrix.Length).Select(i => matrix[(i % rows * columns) + (i / rows)])];
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"{what}[{i}] is {actual[i]}, not {expected[i]}");
        }
    }
}
