using BatchNormGen.Models;
using BatchNormGen.Tests.Execution;
using BatchNormGen.Tests.Models.Pieces;
using Xunit;

namespace BatchNormGen.Tests.Models.Training;

/// <summary>Losses and their gradients.</summary>
[Collection(nameof(Alone))]
public sealed class LossTests
{
    [Fact]
    public void Cross_entropy_and_its_gradient_are_right()
    {
        foreach (int classes in (int[])[.. Enumerable.Range(1, 40), 100, 1000])
        {
            foreach (float scale in (float[])[0.1f, 3, 100])
            {
                const int Samples = 7;
                float[] logits = [.. PoolCases.Normal(classes, Samples * classes).Select(value => (value * scale) - 5)];
                int[] labels = [.. Enumerable.Range(0, Samples).Select(sample => sample * 31 % classes)];
                float[] gradient = new float[logits.Length], inPlace = [.. logits];
                double loss = SoftmaxCrossEntropy.Gradient(logits, labels, gradient), expected = 0;
                for (int sample = 0; sample < Samples; sample++)
                {
                    double[] row = [.. logits.Skip(sample * classes).Take(classes).Select(static value => (double)value)];
                    double largest = row.Max(), sum = row.Sum(value => Math.Exp(value - largest));
                    expected += largest + Math.Log(sum) - row[labels[sample]];
                    for (int c = 0; c < classes; c++)
                    {
                        double exact = c == labels[sample]
                            ? -row.Where((_, other) => other != c).Sum(value => Math.Exp(value - largest)) / sum / Samples
                            : Math.Exp(row[c] - largest) / sum / Samples;
                        Assert.Equal(exact, gradient[(sample * classes) + c], (1e-5 * Math.Abs(exact)) + 1e-7);
                    }
                }

                Assert.Equal(expected / Samples, loss, 1e-6 * Math.Max(1, expected));
                Assert.Equal(loss, SoftmaxCrossEntropy.Loss(logits, labels));
                Assert.Equal(loss, SoftmaxCrossEntropy.Gradient(inPlace, labels, inPlace));
                Assert.Equal(gradient, inPlace);
            }
        }
    }

    [Fact]
    public void Shares_of_a_batch_add_up()
    {
        float[] logits = PoolCases.Normal(1, 8 * 5), all = new float[40], shares = new float[40];
        int[] labels = [0, 1, 2, 3, 4, 0, 1, 2];
        double loss = SoftmaxCrossEntropy.Gradient(logits, labels, all);
        double first = SoftmaxCrossEntropy.Gradient(logits.AsSpan(0, 15), labels.AsSpan(0, 3), shares.AsSpan(0, 15), 8);
        double second = SoftmaxCrossEntropy.Gradient(logits.AsSpan(15), labels.AsSpan(3), shares.AsSpan(15), 8);
        Assert.Equal(loss, first + second, 1e-14);
        Assert.Equal(all, shares);
    }

    [Fact]
    public void Huge_logits_overflow_nothing_and_NaNs_show()
    {
        float[] gradient = new float[3];
        Assert.Equal(0, SoftmaxCrossEntropy.Gradient([3e38f, -3e38f, 0], [0], gradient));
        Assert.Equal([0, 0, 0], gradient);
        Assert.Equal(6e38, SoftmaxCrossEntropy.Gradient([3e38f, -3e38f, 0], [1], gradient), 1e32);
        Assert.Equal([1, -1, 0], gradient);
        Assert.True(double.IsNaN(SoftmaxCrossEntropy.Gradient([1, float.NaN, 0], [0], gradient)));
        Assert.All(gradient, static value => Assert.True(float.IsNaN(value)));
        Assert.Equal(double.PositiveInfinity, SoftmaxCrossEntropy.Loss([1, float.NegativeInfinity], [1]));
    }

    [Fact]
    public void Squared_error_and_its_gradient_are_right()
    {
        foreach (int length in (int[])[.. Enumerable.Range(1, 70), 511, 512, 513, 1040, 10_007])
        {
            float[] y = PoolCases.Normal(1, length), target = PoolCases.Normal(2, length), dy = new float[length];
            double loss = MeanSquaredError.Gradient(y, target, dy);
            Assert.Equal(y.Zip(target, static (a, b) => ((double)a - b) * ((double)a - b)).Average(), loss, 1e-6);
            for (int i = 0; i < length; i++)
            {
                Assert.Equal(2 * ((double)y[i] - target[i]) / length, dy[i], 2e-6 / length);
            }

            Assert.Equal(loss, MeanSquaredError.Loss(y, target));
            float[] overY = [.. y], overTarget = [.. target];
            MeanSquaredError.Gradient(overY, target, overY);
            MeanSquaredError.Gradient(y, overTarget, overTarget);
            Assert.Equal(dy, overY);
            Assert.Equal(dy, overTarget);
        }
    }

    [Fact]
    public void Bad_arguments_are_refused_and_nothing_is_written()
    {
        float[] logits = [1, 2, 3, 4, 5, 6, 7], gradient = [9, 9, 9, 9, 9, 9, 9];
        Refused<ArgumentException>("labels", "got none", () => SoftmaxCrossEntropy.Gradient(logits, [], gradient));
        Refused<ArgumentException>("logits", "a multiple of 2; got 7", () => SoftmaxCrossEntropy.Gradient(logits, [0, 0], gradient));
        Refused<ArgumentException>("logits", "got 0", () => SoftmaxCrossEntropy.Gradient([], [0], []));
        Refused<ArgumentException>("dLogits", "as many values as logits, 6; got 7", () => SoftmaxCrossEntropy.Gradient(logits.AsSpan(0, 6), [0, 0], gradient));
        Refused<ArgumentOutOfRangeException>("labels", "from 0 to 2, since there are 3 classes; got 3 for sample 1", () => SoftmaxCrossEntropy.Gradient(logits.AsSpan(0, 6), [0, 3], gradient.AsSpan(0, 6)));
        Refused<ArgumentOutOfRangeException>("labels", "got -1 for sample 0", () => SoftmaxCrossEntropy.Loss(logits.AsSpan(0, 6), [-1, 3]));
        Refused<ArgumentOutOfRangeException>("batchSize", "at least the number of labels, 2; got 1", () => SoftmaxCrossEntropy.Gradient(logits.AsSpan(0, 6), [0, 0], gradient.AsSpan(0, 6), 1));
        Refused<ArgumentException>("dLogits", "overlaps logits", () => SoftmaxCrossEntropy.Gradient(gradient.AsSpan(0, 6), [0, 0], gradient.AsSpan(1, 6)));
        Refused<ArgumentException>("y", "got none", () => MeanSquaredError.Gradient([], [], []));
        Refused<ArgumentException>("target", "as many values as y, 7; got 6", () => MeanSquaredError.Gradient(logits, logits.AsSpan(0, 6), gradient));
        Refused<ArgumentException>("dy", "as many values as y, 6; got 7", () => MeanSquaredError.Gradient(logits.AsSpan(0, 6), logits.AsSpan(0, 6), gradient));
        Refused<ArgumentException>("dy", "overlaps y", () => MeanSquaredError.Gradient(gradient.AsSpan(0, 6), logits.AsSpan(0, 6), gradient.AsSpan(1, 6)));
        Refused<ArgumentException>("dy", "overlaps target", () => MeanSquaredError.Gradient(logits.AsSpan(0, 6), gradient.AsSpan(0, 6), gradient.AsSpan(1, 6)));
        Assert.All(gradient, static value => Assert.Equal(9, value));

        static void Refused<T>(string parameter, string text, Action call)
            where T : ArgumentException
        {
            T refusal = Assert.Throws<T>(call);
            Assert.Equal(parameter, refusal.ParamName);
            Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] logits = PoolCases.Normal(1, 70), gradient = new float[70];
        int[] labels = [1, 2, 3, 4, 5, 6, 0];
        AllocationCounter.AssertAllocatesNothing(1, () =>
        {
            SoftmaxCrossEntropy.Gradient(logits, labels, gradient);
            SoftmaxCrossEntropy.Loss(logits, labels);
            MeanSquaredError.Gradient(logits, gradient, gradient);
            MeanSquaredError.Loss(logits, gradient);
        });
    }
}
