using System.Numerics;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Accuracy;

/// <summary>The promise on statistics and sums, in the form in which the outside can judge it.</summary>
internal static class PromisedAccuracy
{
    /// <summary>Of the mean, in deviations, and of the variance, relative.</summary>
    public static double Statistics<T>() => typeof(T) == typeof(float) ? 1e-6 : 1e-13;

    /// <summary>Of a gradient sum, relative to the sum of its terms' magnitudes.</summary>
    public static double Sums<T>() => typeof(T) == typeof(float) ? 1e-6 : 1e-13;

    /// <summary>The relative error of one rounding.</summary>
    public static double Rounding<T>() => typeof(T) == typeof(float) ? 6e-8 : 1.2e-16;

    /// <summary>
    /// What a double layer, which has no wider type to keep the mean in, may lose of it beside the promise: some of its last digits.
    /// </summary>
    public static double RoundingOfMean<T>(ChannelMoments moments) =>
        typeof(T) == typeof(double) ? 2 * Tolerance.Ulp<double>(moments.Mean) : 0;

    /// <summary>Judges the statistics of the last batch.</summary>
    public static void AssertBatchStatistics<T>(LayerUnderTest<T> layer, ReferenceLayer reference, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int c = 0; c < layer.Declaration.NumFeatures; c++)
        {
            ChannelMoments moments = reference.Batch[c];
            double mean = double.CreateTruncating(layer.BatchMean[c]);
            double meanError = Math.Abs(mean - moments.Mean - moments.MeanRemainder);
            double meanAllowed = (Statistics<T>() * moments.Deviation) + (0.5000001 * Tolerance.Ulp<T>(moments.Mean));
            meanAllowed += RoundingOfMean<T>(moments);
            Assert.True(meanError <= meanAllowed, $"{what}: channel {c}: mean {mean:R}, off by {meanError:E2}, allowed {meanAllowed:E2}");

            // The inverse deviation moves half as much, relatively, as the variance.
            double inverse = double.CreateTruncating(layer.BatchInverseDeviation[c]);
            double expected = reference.InverseDeviation(moments);
            double inverseError = Math.Abs(inverse - expected) / expected;
            double inverseAllowed = (Statistics<T>() / 2) + (3 * Rounding<T>());
            Assert.True(inverseError <= inverseAllowed, $"{what}: channel {c}: inverse deviation {inverse:R}, expected {expected:R}, off by {inverseError:E2} of it, allowed {inverseAllowed:E2}");
        }
    }

    /// <summary>Judges moving statistics, if there are any, that are one batch's (the reference has seen the same batches).</summary>
    public static void AssertMovingStatistics<T>(LayerUnderTest<T> layer, ReferenceLayer reference, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int c = 0; layer.Declaration.TrackMovingStatistics && c < layer.Declaration.NumFeatures; c++)
        {
            double meanError = Math.Abs(double.CreateTruncating(layer.Moving.MovingMean[c]) - reference.MovingMean[c]);
            double meanAllowed = (Statistics<T>() * reference.Batch[c].Deviation) + (2 * Tolerance.Ulp<T>(reference.MovingMean[c]));
            Assert.True(meanError <= meanAllowed, $"{what}: channel {c}: moving mean off by {meanError:E2}, allowed {meanAllowed:E2}");

            double variance = double.CreateTruncating(layer.Moving.MovingVariance[c]);
            double varianceError = Math.Abs(variance - reference.MovingVariance[c]) / reference.MovingVariance[c];
            double varianceAllowed = Statistics<T>() + (3 * Rounding<T>());
            Assert.True(varianceError <= varianceAllowed, $"{what}: channel {c}: moving variance {variance:R}, expected {reference.MovingVariance[c]:R}, off by {varianceError:E2} of it, allowed {varianceAllowed:E2}");
        }
    }

    /// <summary>Judges the parameters' gradients after one Backward on zeroed gradients.</summary>
    public static void AssertGradientSums<T>(LayerUnderTest<T> layer, ReferenceLayer reference, double[] x, double[] dy, TensorShape shape, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (Parameter<T> parameter in layer.Layer.Parameters)
        {
            bool gamma = parameter.Name == "gamma";
            for (int c = 0; c < shape.Channels; c++)
            {
                ChannelMoments moments = reference.Batch[c];
                double factor = reference.InverseDeviation(moments);
                double magnitudes = shape.IndicesOf(c).Sum(i => Math.Abs(dy[i]) * (gamma ? Math.Abs(moments.Centre(x[i])) * factor : 1));
                double expected = (gamma ? reference.GammaGradient : reference.BetaGradient)[c];
                double error = Math.Abs(double.CreateTruncating(parameter.Gradient[c]) - expected);
                double allowed = (Sums<T>() * magnitudes) + (gamma ? RoundingOfMean<T>(moments) * factor * Math.Abs(reference.BetaGradient[c]) : 0) + (2 * Tolerance.Ulp<T>(expected));
                Assert.True(error <= allowed, $"{what}: channel {c}: gradient of {parameter.Name} {parameter.Gradient[c]}, expected {expected:R}, off by {error:E2}, allowed {allowed:E2}");
            }
        }
    }
}
