using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;
using BatchNormGen.Threading;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution.BatchNorm;

/// <summary>The four directions of a batch normalization layer: check, compute, then change the state.</summary>
internal static unsafe class BatchNormCalls<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Tensors that a forward and a backward call read or write.</summary>
    private const int ForwardTensors = 2, BackwardTensors = 3;

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
        if (layer.Settings.HasResidual)
        {
            CallChecks.Forward<T>(layer.Shape, x, residual, y);
        }
        else
        {
            CallChecks.Forward<T>(layer.Shape, x, y);
        }

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
        CheckBackward(layer, x, residual, dy, dx, dresidual);
        layer.BeginChange(nameof(Backward));
        try
        {
            CallChecks.HasTrained(layer.Shape, layer.LastBatch, in layer.Fingerprint, x, extents.BatchSize);
            if (layer.Settings is { HasResidual: true, HasActivation: true })
            {
                CallChecks.HasAdded(layer.Shape, in layer.ResidualFingerprint, residual);
            }

            ChunkScratch<T> scratch = layer.Scratches.Rent();
            fixed (T* input = x, added = residual, arriving = dy, output = dx, second = dresidual)
            {
                BatchCall<T> call = NewCall(layer, extents, scratch, input, added, arriving, output, second);
                UseStatisticsOf(layer, ref call);
                if (layer.Settings.HasActivation)
                {
                    BatchNormPhases<T>.ComputeMapConstantsAgain(in call);
                }

                Run(layer, ref call, BatchNormGradientPhases<T>.Instance, BackwardTensors);
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
                BatchCall<T> call = NewCall(layer, extents, scratch, input, added, arriving, output, second);
                if (layer.TracksMovingStatistics)
                {
                    new Span<double>(call.MeanRemainder, layer.Shape.NumFeatures).Clear();
                    new ReadOnlySpan<T>(layer.MovingMeanPointer, layer.PaddedFeatures).CopyTo(new Span<T>(call.Mean, layer.PaddedFeatures));
                    ScaleByMovingVariance<T>.Compute(layer, call.InverseDeviation, gamma: null);
                    ScaleByMovingVariance<T>.Compute(layer, call.Constants.Scale, layer.GammaPointer);
                    new ReadOnlySpan<T>(layer.BetaPointer, layer.PaddedFeatures).CopyTo(new Span<T>(call.Constants.Shift, layer.PaddedFeatures));
                    Run(layer, ref call, AffineGradientPhases<T>.Instance, BackwardTensors);
                }
                else
                {
                    // Prediction normalizes by the batch's own statistics, so its gradient goes through them.
                    call.Phases = BatchNormPhases<T>.Instance;
                    PhasedRun<T>.Reduce(ref call, Threads(layer, in call, tensors: 1));
                    Run(layer, ref call, BatchNormGradientPhases<T>.Instance, BackwardTensors);
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
        // From here on the statistics of the batch before are overwritten; x itself is, in an in-place call.
        layer.LastBatch = null;
        layer.Fingerprint.Take(x);
        if (layer.Settings.HasResidual)
        {
            layer.ResidualFingerprint.Take(residual);
        }

        int notFinite;
        ChunkScratch<T> scratch = layer.Scratches.Rent();
        fixed (T* input = x, added = residual, output = y)
        {
            BatchCall<T> call = NewCall(layer, extents, scratch, input, added, null, output, null);
            UseStatisticsOf(layer, ref call);
            Run(layer, ref call, BatchNormPhases<T>.Instance, ForwardTensors);
            notFinite = FirstNotFinite(in call);
        }

        if (notFinite < 0 && layer.TracksMovingStatistics)
        {
            MovingAverage<T>.Update(layer, scratch.BatchMean, scratch.BatchVariance, extents.Count);
        }

        layer.Scratches.Return(scratch);
        if (notFinite >= 0)
        {
            CallErrors.NotFinite(layer.Shape, notFinite);
        }

        layer.LastBatch = new TrainedBatch(x.Length, extents.BatchSize);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NormalizeByOwnStatistics(BatchNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, BatchExtents extents)
    {
        ChunkScratch<T> scratch = layer.Scratches.Rent();
        fixed (T* input = x, added = residual, output = y)
        {
            BatchCall<T> call = NewCall(layer, extents, scratch, input, added, null, output, null);
            Run(layer, ref call, BatchNormPhases<T>.Instance, ForwardTensors);
        }

        layer.Scratches.Return(scratch);
    }

    /// <summary>Describes a call whose statistics are its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static BatchCall<T> NewCall(
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
        call.AveragedShare = layer.Settings.MovingVariance == VarianceEstimator.Unbiased ? extents.Count / (extents.Count - 1.0) : 1;
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

    /// <summary>Keeps a training batch's statistics in the layer, for <c>Backward</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void UseStatisticsOf(BatchNormCore<T> layer, ref BatchCall<T> call)
    {
        call.Mean = layer.BatchMeanPointer;
        call.MeanRemainder = layer.BatchMeanRemainderPointer;
        call.InverseDeviation = layer.BatchInverseDeviationPointer;
        call.IsConstant = layer.BatchIsConstantPointer;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckBackward(
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Threads(BatchNormCore<T> layer, in BatchCall<T> call, int tensors) =>
        WorkPartition.Threads(layer.MaxDegreeOfParallelism, tensors * call.Bytes);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(BatchNormCore<T> layer, ref BatchCall<T> call, Phases<T> phases, int tensors)
    {
        call.Phases = phases;
        if (call.Dy is not null)
        {
            // Gradients are summed about the means, which all threads share.
            call.SpreadMean = call.Spread(call.Mean, call.Scratch.SpreadConstants.Mean);
            call.SpreadScale = call.Spread(call.Constants.Scale, call.Scratch.SpreadConstants.Scale);
            call.SpreadShift = call.Spread(call.Constants.Shift, call.Scratch.SpreadConstants.Shift);
        }

        PhasedRun<T>.Run(ref call, Threads(layer, in call, tensors));

        // Pointers into the layer's block do not keep it alive.
        GC.KeepAlive(layer);
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
