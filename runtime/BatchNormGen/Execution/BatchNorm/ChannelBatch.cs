using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;
using BatchNormGen.Threading;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution.BatchNorm;

/// <summary>A batch whose statistics are its channels.</summary>
internal static unsafe class ChannelBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Tensors that a forward and a backward call read or write.</summary>
    public const int ForwardTensors = 2, BackwardTensors = 3;

    /// <summary>Describes a call whose statistics are its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BatchCall<T> Open(
        BatchNormCore<T> layer, BatchExtents extents, ChunkScratch<T> scratch, T* x, T* residual, T* dy, T* result, T* residualGradient)
    {
        BatchCall<T> call = default;
        call.Kernels = layer.Kernels;
        call.Walk = layer.Kernels.Walk;
        call.Scratch = scratch;
        call.Division = layer.Kernels.Walk.Divide(extents.Samples, extents.Positions);
        call.Next = call.Division.Groups > 1 ? call.Division.GroupFeatures * extents.Positions : 0;
        call.X = x;
        call.Residual = residual;
        call.Dy = dy;
        call.Result = result;
        call.ResidualGradient = OutputPlaces.OfResidualGradient(layer.Settings.HasResidual && dy is not null, residualGradient, result);
        call.Epsilon = layer.Settings.Epsilon;
        call.AveragedShare = AveragedShare(layer, extents.Count);
        call.Mean = scratch.Mean;
        call.MeanRemainder = scratch.MeanRemainder;
        call.InverseDeviation = scratch.InverseDeviation;
        call.IsConstant = scratch.IsConstant;
        call.Gamma = layer.GammaPointer;
        call.GammaGradient = layer.GammaGradientPointer;
        call.Beta = layer.BetaPointer;
        call.BetaGradient = layer.BetaGradientPointer;

        // In place, what is overwritten has been read already, and is in the cache.
        bool isLarge = dy is null ? StreamingThreshold.IsReached(call.Bytes) : StreamingThreshold.IsReachedByGradients(call.Bytes);
        call.Streams = isLarge && OutputPlaces.AreApart(result, call.ResidualGradient, x, residual, dy) && call.Walk.CanStream(result, extents.Positions);
        return call;
    }

    /// <summary>What of the biased variance of so many values is averaged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AveragedShare(BatchNormCore<T> layer, long count) =>
        layer.Settings.MovingVariance == VarianceEstimator.Unbiased ? count / (count - 1.0) : 1;

    /// <summary>Keeps a training batch's statistics in the layer, for <c>Backward</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UseStatisticsOf(BatchNormCore<T> layer, ref BatchCall<T> call)
    {
        call.Mean = layer.BatchMeanPointer;
        call.MeanRemainder = layer.BatchMeanRemainderPointer;
        call.InverseDeviation = layer.BatchInverseDeviationPointer;
        call.IsConstant = layer.BatchIsConstantPointer;
    }

    /// <summary>What gradients are summed about: means and the constants of the map, which all threads share.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SpreadForGradients(ref BatchCall<T> call)
    {
        call.SpreadMean = call.Spread(call.Mean, call.Scratch.SpreadConstants.Mean);
        call.SpreadScale = call.Spread(call.Constants.Scale, call.Scratch.SpreadConstants.Scale);
        call.SpreadShift = call.Spread(call.Constants.Shift, call.Scratch.SpreadConstants.Shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Threads(BatchNormCore<T> layer, in BatchCall<T> call, int tensors) =>
        WorkPartition.Threads(layer.MaxDegreeOfParallelism, tensors * call.Bytes);

    /// <summary>Forgets the batch before, whose statistics are about to be overwritten, and keeps what this one is recognized by, which an in-place call overwrites.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Remember(BatchNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual)
    {
        layer.LastBatch = null;
        layer.Fingerprint.Take(x);
        if (layer.Settings.HasResidual)
        {
            layer.ResidualFingerprint.Take(residual);
        }
    }

    /// <summary>Moves the moving averages to a batch that was normalized, and keeps its statistics for <c>Backward</c>; unless they are not finite.</summary>
    /// <returns>The first channel whose statistics are not finite; −1 if there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Take(BatchNormCore<T> layer, in BatchCall<T> call, TrainedBatch batch)
    {
        int notFinite = FirstNotFinite(in call);
        if (notFinite < 0)
        {
            if (layer.TracksMovingStatistics)
            {
                MovingAverage<T>.Update(layer, call.Scratch.BatchMean, call.Scratch.BatchVariance, call.Count);
            }

            layer.LastBatch = batch;
        }

        return notFinite;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FirstNotFinite(in BatchCall<T> call)
    {
        for (int c = 0; call.FoundNotFinite && c < call.Division.Features; c++)
        {
            // What enters the average must be finite too.
            T mean = T.CreateTruncating(call.Scratch.BatchMean[c]), variance = T.CreateTruncating(call.Scratch.BatchVariance[c] * call.AveragedShare);
            if (!T.IsFinite(mean) || !T.IsFinite(variance))
            {
                return c;
            }
        }

        return -1;
    }
}
