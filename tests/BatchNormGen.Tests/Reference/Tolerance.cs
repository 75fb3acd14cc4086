using System.Numerics;
using Xunit;

namespace BatchNormGen.Tests.Reference;

/// <summary>
/// How far a result may be from its exact value: a part of the channel's largest value, and some units in the last place of the value itself.
/// </summary>
/// <param name="OfScale">Relative to the channel's largest expected magnitude: what rounding of the statistics, and cancellation, can cost.</param>
/// <param name="Ulps">Roundings of the result itself.</param>
internal readonly record struct Tolerance(double OfScale, double Ulps)
{
    /// <summary>
    /// float: 2e-6 is 17 roundings (2⁻²³ each); y passes through 5 (x − mean, k, product, shift, sum), each of values up to the channel's
    /// scale; the reference vectors, where they come from a float library, through as many; gradients add sums good to 1e-6.
    /// double: the same 17 and more, of 2⁻⁵², rounded up to 1e-12 for sums that libtorch takes without compensation.
    /// </summary>
    public static Tolerance Of<T>() => typeof(T) == typeof(float) ? new(2e-6, 4) : new(1e-12, 4);

    public void AssertChannels<T>(ReadOnlySpan<double> expected, ReadOnlySpan<T> actual, TensorShape shape, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var scales = new double[shape.Channels];
        for (int i = 0; i < expected.Length; i++)
        {
            ref double scale = ref scales[shape.ChannelOf(i)];
            scale = Math.Max(scale, Math.Abs(expected[i]));
        }

        AssertChannels(expected, actual, shape, scales, what);
    }

    /// <summary>The same with given scales, for values that may cancel in a whole channel.</summary>
    public void AssertChannels<T>(ReadOnlySpan<double> expected, ReadOnlySpan<T> actual, TensorShape shape, double[] scales, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            int c = shape.ChannelOf(i);
            AssertClose(expected[i], actual[i], scales[c], $"{what}[{i}] (channel {c}) of {shape}");
        }
    }

    /// <summary>Compares one value a channel; the scale of each is given, because a sum near zero says nothing about its terms.</summary>
    public void AssertPerChannel<T>(ReadOnlySpan<double> expected, ReadOnlySpan<T> actual, Func<int, double> scaleOf, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int c = 0; c < expected.Length; c++)
        {
            AssertClose(expected[c], actual[c], scaleOf(c), $"{what}[{c}]");
        }
    }

    private void AssertClose<T>(double expected, T actual, double scale, string where)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double value = double.CreateTruncating(actual);
        if (value.Equals(expected))
        {
            return;
        }

        double allowed = (OfScale * scale) + (Ulps * Ulp<T>(expected));
        double error = Math.Abs(value - expected);
        // Written so that NaN fails.
        if (!(error <= allowed))
        {
            Assert.Fail($"{where}: expected {expected:R}, got {value:R}; off by {error:E2}, allowed {allowed:E2}");
        }
    }

    /// <summary>The distance of neighbouring values of the type at a magnitude.</summary>
    public static double Ulp<T>(double value)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T magnitude = T.Abs(T.CreateTruncating(value));
        return double.CreateTruncating(T.BitIncrement(magnitude) - magnitude);
    }
}
