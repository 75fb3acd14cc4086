using BatchNormGen.Execution.Models;
using BatchNormGen.Tests.Execution;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Models.Pieces;

/// <summary>Poolings of maps whose channels are last.</summary>
public sealed unsafe class PoolingTests
{
    private static readonly int[] Threads = [2, 3, 8];

    private delegate void Call(PoolShape shape, float* x, float* y, float* dy, float* result, int samples, int threads);

    [Fact]
    public void Max_takes_the_largest_and_gives_the_gradient_to_the_first()
    {
        foreach ((PoolShape shape, int samples) in PoolCases.All)
        {
            PoolReference reference = new(shape, samples);
            float[] x = PoolCases.Levels(1, reference.InputLength), dy = PoolCases.Normal(2, reference.OutputLength);
            float[] y = reference.Max(x);
            AssertEqual(y, Forward(shape, samples, x, Max), $"y of {shape}");
            AssertClose(reference.MaxGradient(x, dy), Backward(shape, samples, x, y, dy, MaxGradient), 4e-7 * 25, $"dx of {shape}");
        }
    }

    [Fact]
    public void Max_of_NaNs_is_that_of_torch()
    {
        foreach ((PoolShape shape, int samples) in PoolCases.All)
        {
            PoolReference reference = new(shape, samples);
            float[] x = PoolCases.Levels(3, reference.InputLength), dy = PoolCases.Normal(4, reference.OutputLength);
            var random = new Random(5);
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = random.Next(12) switch { 0 => float.NaN, 1 => float.NegativeInfinity, 2 => float.PositiveInfinity, _ => x[i] };
            }

            float[] y = reference.Max(x);
            AssertEqual(y, Forward(shape, samples, x, Max), $"y of {shape}");
            AssertClose(reference.MaxGradient(x, dy), Backward(shape, samples, x, y, dy, MaxGradient), 4e-7 * 25, $"dx of {shape}");
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Average_is_the_mean_and_spreads_the_gradient(bool countsPadding)
    {
        foreach ((PoolShape shape, int samples) in PoolCases.All)
        {
            PoolReference reference = new(shape, samples);
            float[] x = PoolCases.Normal(1, reference.InputLength), dy = PoolCases.Normal(2, reference.OutputLength);
            float[] y = Forward(shape, samples, x, Average(countsPadding));
            AssertClose(reference.Average(x, countsPadding), y, 2e-6, $"y of {shape}");
            AssertClose(reference.AverageGradient(dy, countsPadding), Backward(shape, samples, x, y, dy, AverageGradient(countsPadding)), 4e-6, $"dx of {shape}");
        }
    }

    [Theory, InlineData(1, 1), InlineData(3, 5), InlineData(7, 7), InlineData(32, 1), InlineData(33, 31), InlineData(56, 56)]
    public void Global_average_is_the_mean_of_each_channel(int height, int width)
    {
        foreach (int channels in (int[])[1, 2, 6, 15, 16, 17, 20, 40, 64, 80, 144])
        {
            // One window over everything.
            PoolShape shape = new(channels, height, width, 1, 1, Math.Max(height, width), 1, 0);
            PoolReference reference = new(shape, samples: 3);
            float[] x = [.. PoolCases.Normal(1, reference.InputLength).Select(static value => value + 100)], dy = PoolCases.Normal(2, reference.OutputLength);
            float[] y = Forward(shape, 3, x, GlobalAverage);
            AssertClose(reference.Average(x, countsPadding: false), y, 100 * 5e-7, $"y of {shape}");
            AssertClose(reference.AverageGradient(dy, countsPadding: false), Backward(shape, 3, x, y, dy, GlobalAverageGradient), 1e-6, $"dx of {shape}");
        }
    }

    [Fact]
    public void No_value_beyond_the_batch_is_read()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var page = new LonelyPage();
        foreach (int channels in (int[])[1, 3, 6, 15, 16, 17, 31])
        {
            PoolShape shape = PoolCases.Of(channels, 6, 6, kernel: 2, stride: 2, padding: 0);
            int length = (int)shape.InputLength, outputs = (int)shape.OutputLength;
            float[] x = PoolCases.Levels(1, length), dy = PoolCases.Levels(2, outputs);
            float[] expected = Forward(shape, 1, x, Average(true)), expectedDx = Backward(shape, 1, x, [], dy, AverageGradient(true));
            float[] y = new float[outputs], dx = new float[length];
            x.CopyTo(page.Last(length));
            fixed (float* result = y, atEnd = page.Last(length))
            {
                AveragePooling.Forward(in shape, true, atEnd, result, 1, 1);
            }

            dy.CopyTo(page.Last(outputs));
            fixed (float* result = dx, atEnd = page.Last(outputs))
            {
                AveragePooling.Backward(in shape, true, atEnd, result, 1, 1);
            }

            Assert.Equal(expected, y);
            Assert.Equal(expectedDx, dx);
        }
    }

    [Fact]
    public void An_empty_batch_is_nothing()
    {
        PoolShape shape = PoolCases.Of(3, 6, 6, kernel: 2, stride: 2, padding: 0);
        MaxPooling.Forward(in shape, null, null, 0, 2);
        MaxPooling.Backward(in shape, null, null, null, null, 0, 2);
        AveragePooling.Forward(in shape, false, null, null, 0, 2);
        AveragePooling.Backward(in shape, false, null, null, 0, 2);
        GlobalAveragePooling.Forward(in shape, null, null, 0, 2);
        GlobalAveragePooling.Backward(in shape, null, null, 0, 2);
    }

    private static void Max(PoolShape shape, float* x, float* y, float* dy, float* result, int samples, int threads) =>
        MaxPooling.Forward(in shape, x, result, samples, threads);

    private static void MaxGradient(PoolShape shape, float* x, float* y, float* dy, float* result, int samples, int threads) =>
        MaxPooling.Backward(in shape, x, y, dy, result, samples, threads);

    private static Call Average(bool countsPadding) => (shape, x, _, _, result, samples, threads) =>
        AveragePooling.Forward(in shape, countsPadding, x, result, samples, threads);

    private static Call AverageGradient(bool countsPadding) => (shape, _, _, dy, result, samples, threads) =>
        AveragePooling.Backward(in shape, countsPadding, dy, result, samples, threads);

    private static void GlobalAverage(PoolShape shape, float* x, float* y, float* dy, float* result, int samples, int threads) =>
        GlobalAveragePooling.Forward(in shape, x, result, samples, threads);

    private static void GlobalAverageGradient(PoolShape shape, float* x, float* y, float* dy, float* result, int samples, int threads) =>
        GlobalAveragePooling.Backward(in shape, dy, result, samples, threads);

    private static float[] Forward(PoolShape shape, int samples, float[] x, Call call) => Run(shape, samples, x, [], [], (int)shape.OutputLength * samples, call);

    private static float[] Backward(PoolShape shape, int samples, float[] x, float[] y, float[] dy, Call call) =>
        Run(shape, samples, x, y, dy, (int)shape.InputLength * samples, call);

    /// <summary>The result, which is the same to the bit on any number of threads.</summary>
    private static float[] Run(PoolShape shape, int samples, float[] x, float[] y, float[] dy, int length, Call call)
    {
        using GuardedFloats input = new(x), output = new(y), gradient = new(dy), result = new(length);
        call(shape, input.Pointer, output.Pointer, gradient.Pointer, result.Pointer, samples, 1);
        float[] expected = result.Span.ToArray();
        foreach (int threads in Threads)
        {
            result.Span.Fill(float.NaN);
            call(shape, input.Pointer, output.Pointer, gradient.Pointer, result.Pointer, samples, threads);
            Bits.AssertSame<float>(expected, result.Span, $"{shape} on {threads} threads");
            result.AssertGuarded($"{shape} on {threads} threads");
        }

        return expected;
    }

    /// <summary>Equal numbers: NaNs are one, and so are zeros.</summary>
    private static void AssertEqual(float[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i] != actual[i] && !(float.IsNaN(expected[i]) && float.IsNaN(actual[i])))
            {
                Assert.Fail($"{what}: value {i} is {actual[i]:R}, expected {expected[i]:R}");
            }
        }
    }

    private static void AssertClose(double[] expected, float[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            // Written so that a NaN fails, unless it is expected.
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance) && !expected[i].Equals(actual[i]))
            {
                Assert.Fail($"{what}: value {i} is {actual[i]:R}, expected {expected[i]:R}");
            }
        }
    }
}
