using System.Diagnostics.CodeAnalysis;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Population;

/// <summary>The exceptions of data that cannot be measured, and of moments that a layer cannot take.</summary>
internal static class PopulationErrors
{
    [DoesNotReturn]
    public static void NotFinite(LayerShape shape, int channel) =>
        throw new ArithmeticException(
            $"{shape.Layer}: the moments of channel {channel} are not finite: x holds a NaN, an infinity or values too large, which would spoil whatever they are merged into. Check the input, or leave this batch out.");

    [DoesNotReturn]
    public static void OtherFeatures(LayerShape shape, Moments population) =>
        throw new ArgumentException($"{shape.Layer}: expected moments of {shape.NumFeatures} channels, got {population.NumFeatures}.", nameof(population));

    [DoesNotReturn]
    public static void TooFewValues(LayerShape shape, Moments population) =>
        throw new ArgumentException(
            population.Count == 0
                ? $"{shape.Layer}: expected moments of some values, got those of none. Merge what MeasureMoments returns into them first."
                : $"{shape.Layer}: expected moments of two or more values per channel, got one: its unbiased variance is 0/0. Measure more data, or declare the layer with MovingVariance = VarianceEstimator.Biased.",
            nameof(population));

    [DoesNotReturn]
    public static void TooLarge<T>(LayerShape shape, int channel) =>
        throw new ArithmeticException(
            $"{shape.Layer}: the mean or variance of channel {channel} is too large for {typeof(T).Name}. The moving statistics were left as they were. Scale the data, or declare the layer with ElementType = typeof(double).");
}
