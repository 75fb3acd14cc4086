using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using BatchNormGen.Population;

namespace BatchNormGen.CompilerServices;

/// <summary>Measures data sets, and sets moving statistics by them: what the generated members of a layer call.</summary>
/// <remarks>See <see cref="INormalizationLayer{TData, TState}"/> for what the methods do and throw.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PopulationStatistics
{
    /// <summary>Measures a batch.</summary>
    public static Moments Measure<T>(BatchNormCore<T> layer, ReadOnlySpan<T> x, int batchSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Measurement<T>.Measure(layer.Shape, x, layer.Shape.Extents(x, batchSize), layer.MaxDegreeOfParallelism);

    /// <summary>Measures a batch whose size follows from the length.</summary>
    public static Moments Measure<T>(BatchNormCore<T> layer, ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Measurement<T>.Measure(layer.Shape, x, layer.Shape.Extents(x), layer.MaxDegreeOfParallelism);

    /// <summary>Measures a batch given as a tensor.</summary>
    public static Moments Measure<T>(BatchNormCore<T> layer, in ReadOnlyTensorSpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int batchSize = TensorShapes.BatchSize(layer.Shape, in x);
        return Measure(layer, TensorShapes.AsSpan(in x), batchSize);
    }

    /// <summary>Puts a population's mean and variance in the place of the moving ones.</summary>
    /// <param name="layer">The layer's layer.</param>
    /// <param name="population">The population's moments.</param>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    public static void SetMovingStatistics<T>(BatchNormCore<T> layer, Moments population)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(population);
        if (population.NumFeatures != layer.Shape.NumFeatures)
        {
            PopulationErrors.OtherFeatures(layer.Shape, population);
        }

        long divisor = layer.Settings.MovingVariance == VarianceEstimator.Unbiased ? population.Count - 1 : population.Count;
        if (divisor < 1)
        {
            PopulationErrors.TooFewValues(layer.Shape, population);
        }

        for (int c = 0; c < population.NumFeatures; c++)
        {
            if (!T.IsFinite(Mean<T>(population, c)) || !T.IsFinite(Variance<T>(population, c, divisor)))
            {
                PopulationErrors.TooLarge<T>(layer.Shape, c);
            }
        }

        layer.BeginChange(nameof(SetMovingStatistics));
        for (int c = 0; c < population.NumFeatures; c++)
        {
            layer.MovingMean[c] = Mean<T>(population, c);
            layer.MovingVariance[c] = Variance<T>(population, c, divisor);
        }

        // It stands for all batches so far, of which there is one at least: a cumulative average would otherwise forget it with the next.
        layer.BatchesTracked = Math.Max(layer.BatchesTracked, 1);
        layer.EndChange();
    }

    private static T Mean<T>(Moments population, int c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(population.Mean[c]);

    private static T Variance<T>(Moments population, int c, long divisor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(population.SumOfSquaredDeviations[c] / divisor);
}
