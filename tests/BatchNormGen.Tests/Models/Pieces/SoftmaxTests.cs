using BatchNormGen.Execution.Models;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Models.Pieces;

/// <summary>Softmax over the features of a sample, and its gradient.</summary>
public sealed unsafe class SoftmaxTests
{
    private const int Samples = 5;

    public static TheoryData<int> Features => [.. Enumerable.Range(1, 40), 64, 80, 144, 511, 512, 513, 1000, 1040];

    [Theory, MemberData(nameof(Features))]
    public void It_and_its_gradient_are_right(int features)
    {
        foreach (float scale in (float[])[0.01f, 1, 30, 1e4f])
        {
            float[] x = [.. PoolCases.Normal(1, Samples * features).Select(value => (value * scale) + scale)], dy = PoolCases.Normal(2, x.Length);
            float[] y = Forward(x, features);
            double[] expected = Expected(x, features);
            AssertClose(expected, y, 4e-7, 1e-37);
            AssertClose(Gradient(y, dy, features), Backward(y, dy, features), 0, 2e-6);
        }
    }

    [Fact]
    public void The_gradient_is_that_of_differences()
    {
        const int Count = 7;
        float[] x = PoolCases.Normal(3, Samples * Count), dy = PoolCases.Normal(4, x.Length), dx = Backward(Forward(x, Count), dy, Count);
        for (int i = 0; i < x.Length; i++)
        {
            const float Step = 1 / 64f;
            double above = Loss(x, dy, i, Step), below = Loss(x, dy, i, -Step);
            Assert.Equal((above - below) / (2 * Step), dx[i], 2e-4);
        }

        static double Loss(float[] x, float[] dy, int i, float step)
        {
            float[] moved = [.. x];
            moved[i] += step;
            return Expected(moved, Count).Zip(dy, static (value, weight) => value * weight).Sum();
        }
    }

    [Theory]
    [InlineData(float.NaN, true)]
    [InlineData(float.PositiveInfinity, true)]
    [InlineData(float.NegativeInfinity, false)]
    [InlineData(float.MaxValue, false)]
    public void Values_that_are_no_numbers_become_those_of_torch(float value, bool becomesNaN)
    {
        foreach (int features in (int[])[2, 10, 16, 20, 50])
        {
            for (int at = 0; at < features; at++)
            {
                float[] x = new float[Samples * features];
                x[features + at] = value;
                float[] y = Forward(x, features);
                Assert.DoesNotContain(float.NaN, y[..features]);
                Assert.All(y[features..(2 * features)], probability => Assert.Equal(becomesNaN, float.IsNaN(probability)));
                Assert.DoesNotContain(float.NaN, y[(2 * features)..]);
                if (!becomesNaN)
                {
                    Assert.Equal(value > 0 ? 1 : 0, y[features + at]);
                }
            }
        }

        Assert.All(Forward([.. Enumerable.Repeat(float.NegativeInfinity, Samples * 3)], 3), static probability => Assert.True(float.IsNaN(probability)));
    }

    private static double[] Expected(float[] x, int features) => [.. x.Chunk(features).SelectMany(static row =>
    {
        double largest = row.Max(), sum = row.Sum(value => Math.Exp(value - largest));
        return row.Select(value => Math.Exp(value - largest) / sum);
    })];

    private static double[] Gradient(float[] y, float[] dy, int features)
    {
        double[] dx = new double[y.Length];
        for (int i = 0; i < dx.Length; i++)
        {
            int first = i / features * features;
            double mean = Enumerable.Range(first, features).Sum(other => (double)y[other] * dy[other]);
            dx[i] = y[i] * (dy[i] - mean);
        }

        return dx;
    }

    private static float[] Forward(float[] x, int features) =>
        Run(x, features, (input, output, threads) => Softmax.Forward(input, output, features, Samples, threads));

    private static float[] Backward(float[] y, float[] dy, int features)
    {
        using GuardedFloats saved = new(y);
        float* values = saved.Pointer;
        return Run(dy, features, (input, output, threads) => Softmax.Backward(values, input, output, features, Samples, threads));
    }

    /// <summary>The result, which is the same to the bit on any number of threads and in place.</summary>
    private static float[] Run(float[] values, int features, Call call)
    {
        using GuardedFloats input = new(values), output = new(values.Length);
        call(input.Pointer, output.Pointer, 1);
        float[] expected = output.Span.ToArray();
        foreach (int threads in (int[])[2, 3, 8])
        {
            output.Span.Fill(7);
            call(input.Pointer, output.Pointer, threads);
            Bits.AssertSame<float>(expected, output.Span, $"{features} features on {threads} threads");
        }

        output.AssertGuarded($"{features} features");
        call(input.Pointer, input.Pointer, 1);
        Bits.AssertSame<float>(expected, input.Span, $"{features} features in place");
        return expected;
    }

    private static void AssertClose(double[] expected, float[] actual, double relative, double absolute)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= (relative * Math.Abs(expected[i]) * (1 + Math.Abs(Math.Log(Math.Max(expected[i], 1e-30))))) + absolute))
            {
                Assert.Fail($"value {i} is {actual[i]:R}, expected {expected[i]:R}");
            }
        }
    }

    private delegate void Call(float* input, float* output, int threads);
}
