using System.Numerics;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Population;

/// <summary>What docs/numerics.md promises of moments, asserted against exact arithmetic.</summary>
internal static class PromisedMoments
{
    /// <summary>Before it is rounded to one double.</summary>
    private const double MeanError = 4.5e-14;

    private const double DeviationsError = 2.8e-13;

    private const double HalfUlp = 1.0 / (1L << 53);

    public static void AssertOf<T>(Moments moments, ReadOnlySpan<T> x, TensorShape shape, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(shape.ValuesPerChannel, moments.Count);
        Assert.Equal(shape.Channels, moments.NumFeatures);
        double[] wide = Samples.Widen(x);
        for (int c = 0; c < shape.Channels; c++)
        {
            AssertChannel(moments, c, ExactMoments.Of(shape.IndicesOf(c).Select(i => wide[i])), what);
        }
    }

    public static void AssertChannel(Moments moments, int c, ExactMoments exact, string what)
    {
        double mean = moments.Mean[c];
        double deviations = moments.SumOfSquaredDeviations[c];
        double meanRemainder = moments.Vectors[moments.NumFeatures + c];
        double deviationsRemainder = moments.Vectors[(3 * moments.NumFeatures) + c];
        string where = $"{what}, channel {c}";
        if (exact.IsConstant)
        {
            Assert.True(exact.Mean.Equals(mean) && meanRemainder == 0 && deviations == 0 && deviationsRemainder == 0, $"{where}: a constant has the mean {mean}, not {exact.Mean}, or the deviations {deviations}");
            return;
        }

        double error = exact.MeanError(mean, meanRemainder);
        Assert.True(error <= MeanError, $"{where}: the mean is off by {error} deviations");
        double rounded = exact.MeanError(mean, 0);
        Assert.True(rounded <= MeanError + (HalfUlp * exact.Offset), $"{where}: the rounded mean is off by {rounded} deviations, at {exact.Offset} from zero");
        error = exact.DeviationsError(deviations, deviationsRemainder);
        Assert.True(error <= DeviationsError, $"{where}: the squared deviations are off by {error}");
    }
}
