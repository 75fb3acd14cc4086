using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;
using BatchNormGen.Threading;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution.BatchNorm;

/// <summary>Predictions: a map whose constants do not depend on the batch.</summary>
/// <remarks>
/// One sample of a small layer takes less time than it takes to fill in a <see cref="BatchCall{T}"/>, so that predictions do without.
/// </remarks>
internal static unsafe class Predictions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The longest vectors that are kept on the stack: three of them need no more than a page, or two of doubles.</summary>
    private const int MaxStackLength = 320;

    /// <summary>Mean, scale and shift.</summary>
    private const int Vectors = 3;

    /// <summary>What is mapped at once, on the caller's thread: as much as a thread would take at a time in any case.</summary>
    private const int SmallBytes = 64 * 1024;

    /// <summary>Normalizes a batch that is not empty by a layer's moving statistics and parameters as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward(BatchNormCore<T> layer, ReadOnlySpan<T> x, Span<T> y, BatchExtents extents) => Forward(layer, x, default, y, extents);

    /// <summary>The same in a layer with a residual.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward(BatchNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, BatchExtents extents)
    {
        int length = layer.Kernels.Walk.VectorLength;
        if (length <= MaxStackLength)
        {
            Unsafe.SkipInit(out StackVectors scratch);
            Forward(layer, x, residual, y, extents, CacheLine.Align((T*)Unsafe.AsPointer(ref scratch)), length);
        }
        else
        {
            ForwardByRentedScratch(layer, x, residual, y, extents);
        }
    }

    /// <summary>Normalizes a batch by constants that were computed before.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward(FrozenAffine<T> frozen, ReadOnlySpan<T> x, Span<T> y, BatchExtents extents)
    {
        CallChecks.Forward<T>(frozen.Shape, x, y);
        Run(frozen, x, default, y, extents);
    }

    /// <summary>The same in a layer with a residual.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward(FrozenAffine<T> frozen, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, BatchExtents extents)
    {
        CallChecks.Forward<T>(frozen.Shape, x, residual, y);
        Run(frozen, x, residual, y, extents);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run(FrozenAffine<T> frozen, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, BatchExtents extents)
    {
        if (x.IsEmpty)
        {
            return;
        }

        fixed (T* input = x, added = residual, output = y)
        {
            Unsafe.SkipInit(out MapCall<T> map);
            map.Streams = Streams(frozen.Kernels.Walk, input, added, output, x.Length, extents);
            map.Arguments.SetConstant(0, frozen.Mean);
            map.Arguments.SetConstant(1, frozen.Scale);
            map.Arguments.SetConstant(2, frozen.Shift);
            Run(frozen.Kernels, ref map, input, added, output, x.Length, extents, frozen.MaxDegreeOfParallelism);
        }

        // Pointers into its block do not keep it alive.
        GC.KeepAlive(frozen);
    }

    /// <summary>The constants of a prediction as they are now, in a copy.</summary>
    public static FrozenAffine<T> Freeze(BatchNormCore<T> layer)
    {
        FrozenAffine<T> frozen = new(layer.Shape, layer.Kernels, layer.MaxDegreeOfParallelism);
        CopyConstants(layer, frozen.Mean, frozen.Scale, frozen.Shift);

        // For streaming too: whether a batch is streamed depends on its size.
        Walk<T> walk = layer.Kernels.Walk;
        walk.Spread(frozen.Mean, frozen.Mean, nint.MaxValue, streams: true);
        walk.Spread(frozen.Scale, frozen.Scale, nint.MaxValue, streams: true);
        walk.Spread(frozen.Shift, frozen.Shift, nint.MaxValue, streams: true);
        return frozen;
    }

    /// <summary>The constants of a prediction as they are now: one for each channel, and what stands behind the last one up to whole lanes.</summary>
    public static void CopyConstants(BatchNormCore<T> layer, T* mean, T* scale, T* shift)
    {
        new ReadOnlySpan<T>(layer.MovingMeanPointer, layer.PaddedFeatures).CopyTo(new Span<T>(mean, layer.PaddedFeatures));
        new ReadOnlySpan<T>(layer.BetaPointer, layer.PaddedFeatures).CopyTo(new Span<T>(shift, layer.PaddedFeatures));
        ScaleByMovingVariance<T>.Compute(layer, scale, layer.GammaPointer);
        GC.KeepAlive(layer);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardByRentedScratch(BatchNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, BatchExtents extents)
    {
        ChunkScratch<T> scratch = layer.Scratches.Rent();
        Forward(layer, x, residual, y, extents, scratch.Constants.Mean, layer.Kernels.Walk.VectorLength);
        layer.Scratches.Return(scratch);
    }

    /// <param name="layer">The layer.</param>
    /// <param name="x">The batch.</param>
    /// <param name="residual">What is added; empty in a layer without.</param>
    /// <param name="y">Receives the result.</param>
    /// <param name="extents">The batch's extents.</param>
    /// <param name="scratch">Memory for <see cref="Vectors"/> vectors.</param>
    /// <param name="vectorLength">Their length.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Forward(
        BatchNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, BatchExtents extents, T* scratch, int vectorLength)
    {
        Walk<T> walk = layer.Kernels.Walk;
        ScaleByMovingVariance<T>.Compute(layer, scratch, layer.GammaPointer);
        fixed (T* input = x, added = residual, output = y)
        {
            nint rows = extents.Samples * extents.Positions;
            Unsafe.SkipInit(out MapCall<T> map);
            map.Streams = Streams(walk, input, added, output, x.Length, extents);
            map.Arguments.SetConstant(0, walk.Spread(layer.MovingMeanPointer, scratch + vectorLength, rows, map.Streams));
            map.Arguments.SetConstant(1, walk.Spread(scratch, scratch, rows, map.Streams));
            map.Arguments.SetConstant(2, walk.Spread(layer.BetaPointer, scratch + (2 * vectorLength), rows, map.Streams));
            Run(layer.Kernels, ref map, input, added, output, x.Length, extents, layer.MaxDegreeOfParallelism);
        }

        GC.KeepAlive(layer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Streams(Walk<T> walk, T* x, T* residual, T* y, int length, BatchExtents extents) =>
        StreamingThreshold.IsReached((long)length * sizeof(T)) && x != y && residual != y && walk.CanStream(y, extents.Positions);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run(NormalizationKernels<T> kernels, ref MapCall<T> map, T* x, T* residual, T* y, int length, BatchExtents extents, int maxDegreeOfParallelism)
    {
        map.Samples = extents.Samples;
        map.Positions = extents.Positions;
        map.Arguments.SetInput(0, x);
        map.Arguments.SetInput(1, residual);
        map.Arguments.SetOutput(0, y);
        map.Arguments.Next = ReadAhead.Length<T>();
        if (length <= SmallBytes / sizeof(T) && !map.Streams)
        {
            kernels.Walk.MapSmall(kernels.Apply, ref map);
        }
        else
        {
            map.Kernel = kernels.Apply;
            MapRun<T>.Run(kernels.Walk, in map, new StatisticRange(0, kernels.Walk.Features), WorkPartition.Threads(maxDegreeOfParallelism, 2L * length * sizeof(T)));
        }
    }

    /// <summary>Memory on the stack for three vectors and their alignment: unlike a stackalloc it is inlined with the code around it.</summary>
    [InlineArray((Vectors * MaxStackLength) + 16)]
    private struct StackVectors
    {
        private T _first;
    }
}
