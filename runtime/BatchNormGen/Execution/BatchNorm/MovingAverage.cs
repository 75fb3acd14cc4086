using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Statistics;

namespace BatchNormGen.Execution.BatchNorm;

/// <summary>Moves a layer's moving statistics towards those of a batch.</summary>
internal static unsafe class MovingAverage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>moving = kept · moving + weight · batch for mean and variance, computed in double and rounded once; then counts the batch.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="mean">The batch's mean of each channel.</param>
    /// <param name="variance">The batch's biased variance of each channel.</param>
    /// <param name="count">The number of values of a channel in the batch, wherever they are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(BatchNormCore<T> layer, double* mean, double* variance, long count)
    {
        (double kept, double weight) = (layer.KeptWeight, layer.Momentum);
        if (layer.Settings.Averaging == Averaging.Cumulative)
        {
            weight = 1.0 / (layer.BatchesTracked + 1);
            kept = 1.0 - weight;
        }

        // The biased variance times this is the unbiased one.
        double share = layer.Settings.MovingVariance == VarianceEstimator.Unbiased ? (double)count / (count - 1) : 1;
        StatisticRange range = new(0, layer.Shape.NumFeatures);
        StatisticWork.Run(range, new Movement(layer.MovingMeanPointer, mean, kept, weight));
        StatisticWork.Run(range, new Movement(layer.MovingVariancePointer, variance, kept, weight * share));
        layer.BatchesTracked++;
    }

    private readonly struct Movement(T* moving, double* batch, double kept, double weight) : IStatisticWork
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount => StatisticVector.Store(
                moving, c, count, (kept * StatisticVector.Load(moving, c, count)) + (weight * StatisticVector.Load(batch, c, count)));
    }
}
