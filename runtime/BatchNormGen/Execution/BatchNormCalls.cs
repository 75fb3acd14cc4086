using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>The four directions of a batch normalization layer, for any traversal: check, compute, then change the state.</summary>
internal static unsafe class BatchNormCalls<T, TTraversal>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTraversal : struct, ITraversal<T>
{
    public static void ForwardTraining(BatchNormState<T> state, ReadOnlySpan<T> x, Span<T> y, BatchExtents extents)
    {
        CallChecks.Forward(state.Shape, x, y);
        if (extents.Count < 2)
        {
            ShapeErrors.TooFewValues(state.Shape, extents.Count, extents);
        }

        // From here on the statistics of the batch before are overwritten.
        state.LastBatch = null;
        int notFinite;
        Workspace<T> workspace = RentWorkspace(state);
        fixed (T* input = x, output = y)
        {
            Pass<T> pass = NewPass(state, extents);
            pass.X = input;
            pass.Result = output;
            pass.Use(workspace);
            pass.Mean = state.BatchMeanPointer;
            pass.MeanRemainder = state.BatchMeanRemainderPointer;
            pass.InverseDeviation = state.BatchInverseDeviationPointer;
            Plan(&pass);
            RunPhases<TrainingPhases<T, TTraversal>>(state, &pass, tensors: 2);

            notFinite = FirstNotFinite(&pass);
            if (notFinite < 0 && state.TracksMovingStatistics)
            {
                TTraversal.UpdateMovingStatistics(
                    state.MovingMean, state.MovingVariance,
                    new ReadOnlySpan<double>(pass.BatchMean, pass.Features), new ReadOnlySpan<double>(pass.BatchVariance, pass.Features),
                    extents.Count, state.BatchesTracked + 1);
                state.BatchesTracked++;
            }
        }

        state.Workspaces.Return(workspace);
        if (notFinite >= 0)
        {
            CallErrors.NotFinite(state.Shape, notFinite);
        }

        state.LastBatch = new TrainedBatch(x.Length, extents.BatchSize);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ForwardInference(BatchNormState<T> state, ReadOnlySpan<T> x, Span<T> y, BatchExtents extents)
    {
        CallChecks.Forward(state.Shape, x, y);
        if (x.IsEmpty)
        {
            return;
        }

        if (state.TracksMovingStatistics)
        {
            Predictions<T, TTraversal>.Forward(state, x, y, extents);
        }
        else
        {
            NormalizeByOwnStatistics(state, x, y, extents);
        }
    }

    public static void Backward(BatchNormState<T> state, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, BatchExtents extents)
    {
        CallChecks.Backward(state.Shape, x, dy, dx);
        CallChecks.HasTrained(state.Shape, state.LastBatch, x.Length, extents.BatchSize);
        Workspace<T> workspace = RentWorkspace(state);
        fixed (T* input = x, arriving = dy, output = dx)
        {
            Pass<T> pass = NewPass(state, extents);
            pass.X = input;
            pass.Dy = arriving;
            pass.Result = output;
            pass.Use(workspace);
            pass.Mean = state.BatchMeanPointer;
            pass.MeanRemainder = state.BatchMeanRemainderPointer;
            pass.InverseDeviation = state.BatchInverseDeviationPointer;
            Plan(&pass);
            TTraversal.SpreadMean(&pass);
            RunPhases<GradientPhases<T, TTraversal>>(state, &pass, tensors: 3);
        }

        state.Workspaces.Return(workspace);
    }

    public static void BackwardInference(BatchNormState<T> state, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, BatchExtents extents)
    {
        CallChecks.Backward(state.Shape, x, dy, dx);
        if (x.IsEmpty)
        {
            return;
        }

        Workspace<T> workspace = RentWorkspace(state);
        fixed (T* input = x, arriving = dy, output = dx)
        {
            Pass<T> pass = NewPass(state, extents);
            pass.X = input;
            pass.Dy = arriving;
            pass.Result = output;
            pass.Use(workspace);
            Plan(&pass);
            if (state.TracksMovingStatistics)
            {
                new Span<T>(pass.MeanRemainder, pass.Features).Clear();
                new Span<T>(state.MovingMeanPointer, pass.Features).CopyTo(new Span<T>(pass.Mean, pass.Features));
                new Span<T>(pass.Shift, pass.Features).Clear();
                WidestLanes.Run<T, ScaleByMovingVariance<T>>(new(state, TTraversal.Epsilon, pass.InverseDeviation, gamma: null));
                WidestLanes.Run<T, ScaleByMovingVariance<T>>(new(state, TTraversal.Epsilon, pass.Scale, state.GammaPointer));
                TTraversal.SpreadMean(&pass);
                RunPhases<FrozenGradientPhases<T, TTraversal>>(state, &pass, tensors: 3);
            }
            else
            {
                // Prediction normalizes by the batch's own statistics, so its gradient goes through them.
                WidestLanes.Run<T, ReduceWork<TrainingPhases<T, TTraversal>>>(new(&pass, Threads(state, &pass, tensors: 1)));
                TTraversal.SpreadMean(&pass);
                RunPhases<GradientPhases<T, TTraversal>>(state, &pass, tensors: 3);
            }
        }

        state.Workspaces.Return(workspace);
    }

    private static void NormalizeByOwnStatistics(BatchNormState<T> state, ReadOnlySpan<T> x, Span<T> y, BatchExtents extents)
    {
        Workspace<T> workspace = RentWorkspace(state);
        fixed (T* input = x, output = y)
        {
            Pass<T> pass = NewPass(state, extents);
            pass.X = input;
            pass.Result = output;
            pass.Use(workspace);
            Plan(&pass);
            RunPhases<TrainingPhases<T, TTraversal>>(state, &pass, tensors: 2);
        }

        state.Workspaces.Return(workspace);
    }

    private static Workspace<T> RentWorkspace(BatchNormState<T> state) => state.Workspaces.Rent(TTraversal.VectorLength, TTraversal.MaxChunks);

    private static Pass<T> NewPass(BatchNormState<T> state, BatchExtents extents)
    {
        Pass<T> pass = default;
        pass.Features = state.Shape.NumFeatures;
        pass.VectorLength = TTraversal.VectorLength;
        pass.Samples = extents.Samples;
        pass.Positions = extents.Positions;
        pass.Epsilon = TTraversal.Epsilon;
        pass.AveragedShare = TTraversal.AveragesUnbiasedVariance ? extents.Count / (extents.Count - 1.0) : 1;
        pass.Gamma = state.GammaPointer;
        pass.GammaGradient = state.GammaGradientPointer;
        pass.Beta = state.BetaPointer;
        pass.BetaGradient = state.BetaGradientPointer;
        return pass;
    }

    private static void Plan(Pass<T>* pass)
    {
        TTraversal.Divide(ref *pass);

        // In place, what is overwritten has been read already, and is in the cache.
        bool inPlace = pass->Result == pass->X || pass->Result == pass->Dy;
        pass->Streams = !inPlace && StreamingThreshold.IsReached(pass->Bytes) && TTraversal.CanStream(pass->Result, pass->Positions);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Threads(BatchNormState<T> state, Pass<T>* pass, int tensors) =>
        WorkPartition.Threads(state.MaxDegreeOfParallelism, tensors * pass->Bytes);

    private static void RunPhases<TPhases>(BatchNormState<T> state, Pass<T>* pass, int tensors)
        where TPhases : struct, IPhases<T>
    {
        WidestLanes.Run<T, PhasedWork<TPhases>>(new(pass, Threads(state, pass, tensors)));

        // Pointers into the layer's block do not keep it alive.
        GC.KeepAlive(state);
    }

    private static int FirstNotFinite(Pass<T>* pass)
    {
        for (int c = 0; pass->FoundNotFinite && c < pass->Features; c++)
        {
            // What enters the average must be finite too.
            T mean = T.CreateTruncating(pass->BatchMean[c]), variance = T.CreateTruncating(pass->BatchVariance[c] * pass->AveragedShare);
            if (!T.IsFinite(mean) || !T.IsFinite(variance))
            {
                return c;
            }
        }

        return -1;
    }

    private readonly struct PhasedWork<TPhases>(Pass<T>* pass, int threads) : ILanesWork<T>
        where TPhases : struct, IPhases<T>
    {
        public void Run<TLanes, TStreaming>()
            where TLanes : struct, ILanes<TLanes, T>
            where TStreaming : struct, ILanes<TStreaming, T> => PhasedRun<T, TTraversal, TPhases, TLanes, TStreaming>.Run(pass, threads);
    }

    private readonly struct ReduceWork<TPhases>(Pass<T>* pass, int threads) : ILanesWork<T>
        where TPhases : struct, IPhases<T>
    {
        public void Run<TLanes, TStreaming>()
            where TLanes : struct, ILanes<TLanes, T>
            where TStreaming : struct, ILanes<TStreaming, T> => PhasedRun<T, TTraversal, TPhases, TLanes, TStreaming>.Reduce(pass, threads);
    }
}
