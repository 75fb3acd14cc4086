using BatchNormGen.Execution.Models;
using BatchNormGen.Functions;
using Xunit;

namespace BatchNormGen.Tests.Models.Pieces;

/// <summary>Initial weights, by each framework's rule.</summary>
public sealed class WeightInitializationTests
{
    private const int Count = 100_000, FanIn = 50, FanOut = 30;

    [Theory]
    [InlineData(Framework.PyTorch, 0.1414213562, true)]
    [InlineData(Framework.Keras, 0.2738612788, false)]
    [InlineData(Framework.Textbook, 0.2738612788, false)]
    [InlineData(Framework.Onnx, 0.2738612788, false)]
    [InlineData(Framework.MXNet, 0.07, false)]
    public void Uniform_weights_fill_their_bounds(Framework preset, double bound, bool drawsBiases)
    {
        float[] weights = Draw(WeightInitialization.OfWeights(preset));
        Assert.InRange(weights.Min(), -bound * 1.0000001, -bound * 0.999);
        Assert.InRange(weights.Max(), bound * 0.999, bound * 1.0000001);

        // Six deviations of the mean, and of the mean square, of uniform numbers.
        Assert.InRange(weights.Average(static value => (double)value), -6 * bound / Math.Sqrt(3.0 * Count), 6 * bound / Math.Sqrt(3.0 * Count));
        Assert.Equal(1.0 / 3, weights.Average(value => value / bound * (value / bound)), 6 * Math.Sqrt(4.0 / 45 / Count));
        int[] tenths = new int[10];
        foreach (float weight in weights)
        {
            tenths[Math.Min(9, (int)((weight + bound) / bound * 5))]++;
        }

        Assert.All(tenths, static count => Assert.InRange(count, (Count / 10) - 600, (Count / 10) + 600));
        float[] biases = Draw(WeightInitialization.OfBiases(preset));
        Assert.Equal(drawsBiases, biases.Any(static value => value != 0));
        Assert.True(!drawsBiases || biases.Max(Math.Abs) <= (float)bound);
    }

    [Fact]
    public void Weights_as_in_Flax_are_normal_and_cut_off()
    {
        double deviation = 1 / Math.Sqrt(FanIn), cut = 2 * deviation / 0.87962566103423978;
        float[] weights = Draw(WeightInitialization.OfWeights(Framework.Flax));
        Assert.Equal(0, weights.Average(static value => (double)value), 6 * deviation / Math.Sqrt(Count));
        Assert.Equal(1, weights.Average(value => value / deviation * (value / deviation)), 0.02);
        Assert.InRange(weights.Max(), cut * 0.99, cut);
        Assert.InRange(weights.Min(), -cut, -cut * 0.99);

        // Of a normal number cut off at two deviations, 0.6827 / 0.9545 are within one.
        Assert.Equal(0.682689492 / 0.954499736, weights.Count(value => Math.Abs(value) < cut / 2) / (double)Count, 0.01);
        Assert.All(Draw(WeightInitialization.OfBiases(Framework.Flax)), static value => Assert.Equal(0, value));
    }

    /// <summary>Quantiles that tables give to sixteen digits.</summary>
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.9, 1.2815515655446004)]
    [InlineData(0.95, 1.6448536269514722)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.025, -1.959963984540054)]
    [InlineData(0.02275013194817921, -2)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(0.841344746068543, 1)]
    public void Quantiles_are_those_of_tables(double probability, double expected) => Assert.Equal(expected, NormalQuantile.Of(probability), 5e-15);

    [Fact]
    public void The_logarithm_is_right_to_its_last_digits()
    {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++)
        {
            double value = Math.Exp(20 * (random.NextDouble() - 0.5));
            Assert.Equal(Math.Log(value), NaturalLogarithm.Of(value), 1e-15 * Math.Max(1, Math.Abs(Math.Log(value))));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_and_another_seed_or_tensor_others()
    {
        float[] first = Draw(WeightRule.GlorotUniform, 1, 2);
        Assert.Equal(first, Draw(WeightRule.GlorotUniform, 1, 2));
        float[][] others = [Draw(WeightRule.GlorotUniform, 2, 2), Draw(WeightRule.GlorotUniform, 1, 3), Draw(WeightRule.GlorotUniform, 2, 1), Draw(WeightRule.GlorotUniform, -1, 2)];
        foreach (float[] other in others)
        {
            double correlation = first.Zip(other, static (a, b) => (double)a * b).Sum() / first.Sum(static a => (double)a * a);
            Assert.InRange(correlation, -6 / Math.Sqrt(Count), 6 / Math.Sqrt(Count));
        }

        // A shorter tensor begins as a longer one, whatever is left over.
        for (int length = 0; length < 100; length++)
        {
            float[] values = new float[length];
            WeightInitialization.Fill(values, WeightRule.GlorotUniform, FanIn, FanOut, 1, 2);
            Assert.Equal(first[..length], values);
        }
    }

    private static float[] Draw(WeightRule rule, int seed = 0, int tensor = 0)
    {
        float[] values = new float[Count];
        WeightInitialization.Fill(values, rule, FanIn, FanOut, seed, tensor);
        return values;
    }
}
