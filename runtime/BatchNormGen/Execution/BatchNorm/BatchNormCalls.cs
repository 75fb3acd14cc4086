using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution.BatchNorm;

/// <summary>The four directions of a batch normalization layer: check, compute, then change the state.</summary>
internal static unsafe class BatchNormCalls<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Runs the initializers of what calls read. They are compiled with full optimization when first called, and take for constants what is
    /// known by then; what is not costs a check in every call.
    /// </summary>
    public static void Initialize()
    {
        RuntimeHelpers.RunClassConstructor(typeof(BatchNormPhases<T>).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(BatchNormGradientPhases<T>).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(AffineGradientPhases<T>).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(StreamingThreshold).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(CacheSizes).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(RowWalk<T>).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(Environment).TypeHandle);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ForwardTraining(BatchNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, BatchExtents extents)
    {
        if (layer.Exchange is { } exchange)
        {
            SharedBatchCalls<T>.ForwardTraining(layer, exchange, x, residual, y, extents);
            return;
        }

        CheckForward(layer, x, residual, y);
        if (extents.Count < 2)
        {
            ShapeErrors.TooFewValues(layer.Shape, extents.Count, extents);
        }

        layer.BeginChange(nameof(ForwardTraining));
        try
        {
            Train(layer, x, residual, y, extents);
        }
        finally
        {
            layer.EndChange();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ForwardInference(BatchNormCore<T> layer, ReadOnlySpan<T> x, Span<T> y, BatchExtents extents)
    {
        CallChecks.Forward<T>(layer.Shape, x, y);
        if (x.IsEmpty)
        {
            return;
        }

        if (layer.TracksMovingStatistics)
        {
            Predictions<T>.Forward(layer, x, y, extents);
        }
        else
        {
            NormalizeByOwnStatistics(layer, x, default, y, extents);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ForwardInference(BatchNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, BatchExtents extents)
    {
        CallChecks.Forward<T>(layer.Shape, x, residual, y);
        if (x.IsEmpty)
        {
            return;
        }

        if (layer.TracksMovingStatistics)
        {
            Predictions<T>.Forward(layer, x, residual, y, extents);
        }
        else
        {
            NormalizeByOwnStatistics(layer, x, residual, y, extents);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        BatchNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual, BatchExtents extents)
    {
        if (layer.Exchange is { } exchange)
        {
            SharedBatchCalls<T>.Backward(layer, exchange, x, residual, dy, dx, dresidual, extents);
            return;
        }

        CheckBackward(layer, x, residual, dy, dx, dresidual);
        layer.BeginChange(nameof(Backward));
        try
        {
            CheckTrained(layer, x, residual, extents);
            ChunkScratch<T> scratch = layer.Scratches.Rent();
            fixed (T* input = x, added = residual, arriving = dy, output = dx, second = dresidual)
            {
                BatchCall<T> call = ChannelBatch<T>.Open(layer, extents, scratch, input, added, arriving, output, second);
                ChannelBatch<T>.UseStatisticsOf(layer, ref call);
                if (layer.Settings.HasActivation)
                {
                    BatchNormPhases<T>.ComputeMapConstantsAgain(in call);
                }

                Run(layer, ref call, BatchNormGradientPhases<T>.Instance, ChannelBatch<T>.BackwardTensors);
            }

            layer.Scratches.Return(scratch);
        }
        finally
        {
            layer.EndChange();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BackwardInference(
        BatchNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual, BatchExtents extents)
    {
        CheckBackward(layer, x, residual, dy, dx, dresidual);
        if (x.IsEmpty)
        {
            return;
        }

        layer.BeginChange(nameof(BackwardInference));
        try
        {
            ChunkScratch<T> scratch = layer.Scratches.Rent();
            fixed (T* input = x, added = residual, arriving = dy, output = dx, second = dresidual)
            {
                BatchCall<T> call = ChannelBatch<T>.Open(layer, extents, scratch, input, added, arriving, output, second);
                if (layer.TracksMovingStatistics)
                {
                    new Span<double>(call.MeanRemainder, layer.Shape.NumFeatures).Clear();
                    new ReadOnlySpan<T>(layer.MovingMeanPointer, layer.PaddedFeatures).CopyTo(new Span<T>(call.Mean, layer.PaddedFeatures));
                    ScaleByMovingVariance<T>.Compute(layer, call.InverseDeviation, gamma: null);
                    ScaleByMovingVariance<T>.Compute(layer, call.Constants.Scale, layer.GammaPointer);
                    new ReadOnlySpan<T>(layer.BetaPointer, layer.PaddedFeatures).CopyTo(new Span<T>(call.Constants.Shift, layer.PaddedFeatures));
                    Run(layer, ref call, AffineGradientPhases<T>.Instance, ChannelBatch<T>.BackwardTensors);
                }
                else
                {
                    // Prediction normalizes by the batch's own statistics, so its gradient goes through them.
                    call.Phases = BatchNormPhases<T>.Instance;
                    PhasedRun<T>.Reduce(ref call, ChannelBatch<T>.Threads(layer, in call, tensors: 1));
                    Run(layer, ref call, BatchNormGradientPhases<T>.Instance, ChannelBatch<T>.BackwardTensors);
                }
            }

            layer.Scratches.Return(scratch);
        }
        finally
        {
            layer.EndChange();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Train(BatchNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, BatchExtents extents)
    {
        ChannelBatch<T>.Remember(layer, x, residual);
        int notFinite;
        ChunkScratch<T> scratch = layer.Scratches.Rent();
        fixed (T* input = x, added = residual, output = y)
        {
            BatchCall<T> call = ChannelBatch<T>.Open(layer, extents, scratch, input, added, null, output, null);
            ChannelBatch<T>.UseStatisticsOf(layer, ref call);
            Run(layer, ref call, BatchNormPhases<T>.Instance, ChannelBatch<T>.ForwardTensors);
            notFinite = ChannelBatch<T>.Take(layer, in call, new TrainedBatch(x.Length, extents.BatchSize));
        }

        layer.Scratches.Return(scratch);
        if (notFinite >= 0)
        {
            CallErrors.NotFinite(layer.Shape, notFinite);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NormalizeByOwnStatistics(BatchNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, BatchExtents extents)
    {
        ChunkScratch<T> scratch = layer.Scratches.Rent();
        fixed (T* input = x, added = residual, output = y)
        {
            BatchCall<T> call = ChannelBatch<T>.Open(layer, extents, scratch, input, added, null, output, null);
            Run(layer, ref call, BatchNormPhases<T>.Instance, ChannelBatch<T>.ForwardTensors);
        }

        layer.Scratches.Return(scratch);
    }

    /// <summary>What can be said of a training call by its arguments.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CheckForward(BatchNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> y)
    {
        if (layer.Settings.HasResidual)
        {
            CallChecks.Forward(layer.Shape, x, residual, y);
        }
        else
        {
            CallChecks.Forward(layer.Shape, x, y);
        }
    }

    /// <summary>What can be said of a backward call by its arguments.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CheckBackward(
        BatchNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, ReadOnlySpan<T> dx, ReadOnlySpan<T> dresidual)
    {
        if (layer.Settings.HasResidual)
        {
            CallChecks.Backward(layer.Shape, x, residual, dy, dx, dresidual, needsResidual: layer.Settings.HasActivation);
        }
        else
        {
            CallChecks.Backward(layer.Shape, x, dy, dx);
        }
    }

    /// <summary>Whether a batch is the one that the layer was trained on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CheckTrained(BatchNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, BatchExtents extents)
    {
        CallChecks.HasTrained(layer.Shape, layer.LastBatch, in layer.Fingerprint, x, extents.BatchSize);
        if (layer.Settings is { HasResidual: true, HasActivation: true })
        {
            CallChecks.HasAdded(layer.Shape, in layer.ResidualFingerprint, residual);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(BatchNormCore<T> layer, ref BatchCall<T> call, Phases<T> phases, int tensors)
    {
        call.Phases = phases;
        if (call.Dy is not null)
        {
            ChannelBatch<T>.SpreadForGradients(ref call);
        }

        PhasedRun<T>.Run(ref call, ChannelBatch<T>.Threads(layer, in call, tensors));

        // Pointers into the layer's block do not keep it alive.
        GC.KeepAlive(layer);
    }
}
