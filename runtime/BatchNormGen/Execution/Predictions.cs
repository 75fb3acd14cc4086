using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Predictions: a map whose constants do not depend on the batch.</summary>
/// <remarks>
/// One sample of a small layer takes less time than it takes to fill in a <see cref="Pass{T}"/>, so that predictions do without.
/// </remarks>
internal static unsafe class Predictions<T, TTraversal>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTraversal : struct, ITraversal<T>
{
    /// <summary>The longest vectors that are kept on the stack.</summary>
    private const int StackLength = 1100;

    /// <summary>Mean, scale and shift.</summary>
    private const int Vectors = 3;

    /// <summary>What is mapped at once, on the caller's thread: as much as a thread would take at a time in any case.</summary>
    private const int SmallBytes = 64 * 1024;

    /// <summary>Normalizes a batch that is not empty by a layer's moving statistics and parameters as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward(BatchNormState<T> state, ReadOnlySpan<T> x, Span<T> y, BatchExtents extents)
    {
        if (TTraversal.VectorLength <= StackLength)
        {
            T* scratch = stackalloc T[(Vectors * TTraversal.VectorLength) + (CacheLine.Bytes / sizeof(T))];
            Forward(state, x, y, extents, CacheLine.Align(scratch));
        }
        else
        {
            Workspace<T> workspace = state.Workspaces.Rent(TTraversal.VectorLength, TTraversal.MaxChunks);
            Forward(state, x, y, extents, workspace.ElementsOfBatch(0));
            state.Workspaces.Return(workspace);
        }
    }

    /// <summary>Normalizes a batch by constants that were computed before.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward(FrozenBatchNorm<T> frozen, ReadOnlySpan<T> x, Span<T> y, BatchExtents extents)
    {
        CallChecks.Forward(frozen.Shape, x, y);
        if (x.IsEmpty)
        {
            return;
        }

        fixed (T* input = x, output = y)
        {
            Run(
                new AffineMap<T>
                {
                    X = input,
                    Y = output,
                    Mean = frozen.Mean,
                    Scale = frozen.Scale,
                    Shift = frozen.Shift,
                    Samples = extents.Samples,
                    Positions = extents.Positions,
                    Streams = Streams(input, output, x.Length, extents),
                },
                x.Length,
                frozen.MaxDegreeOfParallelism);
        }

        // Pointers into its block do not keep it alive.
        GC.KeepAlive(frozen);
    }

    /// <summary>The constants of a prediction as they are now, in a copy.</summary>
    /// <exception cref="InvalidOperationException">The layer tracks no moving statistics.</exception>
    public static FrozenBatchNorm<T> Freeze(BatchNormState<T> state)
    {
        if (!state.TracksMovingStatistics)
        {
            CallErrors.NothingToFreeze(state.Shape);
        }

        FrozenBatchNorm<T> frozen = new(state.Shape, TTraversal.VectorLength, state.MaxDegreeOfParallelism);
        Copy(state.MovingMeanPointer, frozen.Mean);
        Copy(state.BetaPointer, frozen.Shift);
        WidestLanes.Run<T, ScaleByMovingVariance<T>>(new(state, TTraversal.Epsilon, frozen.Scale, state.GammaPointer));
        GC.KeepAlive(state);

        // For streaming too: whether a batch is streamed depends on its size.
        TTraversal.Spread(frozen.Mean, frozen.Mean, nint.MaxValue, streams: true);
        TTraversal.Spread(frozen.Scale, frozen.Scale, nint.MaxValue, streams: true);
        TTraversal.Spread(frozen.Shift, frozen.Shift, nint.MaxValue, streams: true);
        return frozen;

        void Copy(T* source, T* destination) =>
            new ReadOnlySpan<T>(source, state.PaddedFeatures).CopyTo(new Span<T>(destination, state.PaddedFeatures));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Forward(BatchNormState<T> state, ReadOnlySpan<T> x, Span<T> y, BatchExtents extents, T* scratch)
    {
        WidestLanes.Run<T, ScaleByMovingVariance<T>>(new(state, TTraversal.Epsilon, scratch, state.GammaPointer));
        fixed (T* input = x, output = y)
        {
            bool streams = Streams(input, output, x.Length, extents);
            nint rows = extents.Samples * extents.Positions;
            Run(
                new AffineMap<T>
                {
                    X = input,
                    Y = output,
                    Mean = TTraversal.Spread(state.MovingMeanPointer, scratch + TTraversal.VectorLength, rows, streams),
                    Scale = TTraversal.Spread(scratch, scratch, rows, streams),
                    Shift = TTraversal.Spread(state.BetaPointer, scratch + (2 * TTraversal.VectorLength), rows, streams),
                    Samples = extents.Samples,
                    Positions = extents.Positions,
                    Streams = streams,
                },
                x.Length,
                state.MaxDegreeOfParallelism);
        }

        GC.KeepAlive(state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Streams(T* x, T* y, int length, BatchExtents extents) =>
        StreamingThreshold.IsReached((long)length * sizeof(T)) && x != y && TTraversal.CanStream(y, extents.Positions);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run(AffineMap<T> map, int length, int maxDegreeOfParallelism)
    {
        if (length <= SmallBytes / sizeof(T) && !map.Streams)
        {
            WidestLanes.Run<T, SmallWork>(new(map));
        }
        else
        {
            RunInUnits(map, WorkPartition.Threads(maxDegreeOfParallelism, 2L * length * sizeof(T)));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunInUnits(AffineMap<T> map, int threads) => WidestLanes.Run<T, UnitsWork>(new(map, threads));

    private readonly struct SmallWork(AffineMap<T> map) : ILanesWork<T>
    {
        private readonly AffineMap<T> _map = map;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes, TStreaming>()
            where TLanes : struct, ILanes<TLanes, T>
            where TStreaming : struct, ILanes<TStreaming, T> => TTraversal.Apply<TLanes>(in _map);
    }

    private readonly struct UnitsWork(AffineMap<T> map, int threads) : ILanesWork<T>
    {
        public void Run<TLanes, TStreaming>()
            where TLanes : struct, ILanes<TLanes, T>
            where TStreaming : struct, ILanes<TStreaming, T> => MapRun<T, WholeMap, TLanes, TStreaming>.Run(new WholeMap(map), threads);
    }

    /// <summary>All channels of a map.</summary>
    private readonly struct WholeMap(AffineMap<T> map) : IMap<T>
    {
        private static ChannelRange Channels => new(0, TTraversal.Features);

        private readonly AffineMap<T> _map = map;

        public nint Units => TTraversal.Units(_map.Samples, _map.Positions, Channels);

        public bool Streams => _map.Streams;

        public void Map<TLanes, TResult>(nint first, nint end)
            where TLanes : struct, ILanes<TLanes, T>
            where TResult : struct, ILanes<TResult, T> => TTraversal.Apply<TLanes, TResult>(in _map, Channels, first, end);
    }
}
