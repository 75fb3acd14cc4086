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
    public static Moments Measure<T>(BatchNormState<T> state, ReadOnlySpan<T> x, int batchSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Measurement<T>.Measure(state.Shape, x, state.Shape.Extents(x.Length, batchSize), state.MaxDegreeOfParallelism);

    /// <summary>Measures a batch whose size follows from the length.</summary>
    public static Moments Measure<T>(BatchNormState<T> state, ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Measurement<T>.Measure(state.Shape, x, state.Shape.Extents(x.Length), state.MaxDegreeOfParallelism);

    /// <summary>Measures a batch given as a tensor.</summary>
    public static Moments Measure<T>(BatchNormState<T> state, in ReadOnlyTensorSpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int batchSize = TensorShapes.BatchSize(state.Shape, in x);
        return Measure(state, TensorShapes.AsSpan(in x), batchSize);
    }

    /// <summary>Puts a population's mean and variance in the place of the moving ones.</summary>
    /// <param name="state">The layer's state.</param>
    /// <param name="population">The population's moments.</param>
    /// <param name="estimator">The variance that the layer averages.</param>
    public static void SetMovingStatistics<T>(BatchNormState<T> state, Moments population, VarianceEstimator estimator)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!state.TracksMovingStatistics)
        {
            PopulationErrors.TracksNoStatistics(state.Shape);
        }

        ArgumentNullException.ThrowIfNull(population);
        if (population.NumFeatures != state.Shape.NumFeatures)
        {
            PopulationErrors.OtherFeatures(state.Shape, population);
        }

        long divisor = estimator == VarianceEstimator.Unbiased ? population.Count - 1 : population.Count;
        if (divisor < 1)
        {
            PopulationErrors.TooFewValues(state.Shape, population);
        }

        for (int c = 0; c < population.NumFeatures; c++)
        {
            if (!T.IsFinite(Mean<T>(population, c)) || !T.IsFinite(Variance<T>(population, c, divisor)))
            {
                PopulationErrors.TooLarge<T>(state.Shape, c);
            }
        }

        for (int c = 0; c < population.NumFeatures; c++)
        {
            state.MovingMean[c] = Mean<T>(population, c);
            state.MovingVariance[c] = Variance<T>(population, c, divisor);
        }

        // It stands for all batches so far, of which there is one at least: a cumulative average would otherwise forget it with the next.
        state.BatchesTracked = Math.Max(state.BatchesTracked, 1);
    }

    private static T Mean<T>(Moments population, int c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(population.Mean[c]);

    private static T Variance<T>(Moments population, int c, long divisor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(population.SumOfSquaredDeviations[c] / divisor);
}
