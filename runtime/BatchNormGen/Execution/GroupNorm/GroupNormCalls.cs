using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Execution.BatchNorm;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;
using BatchNormGen.Threading;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution.GroupNorm;

/// <summary>The two directions of a layer that normalizes groups of channels: check, compute.</summary>
internal static unsafe class GroupNormCalls<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Groups that are measured, mapped and left together: they stay in the second level, and what is done once for them does not show.</summary>
    private const int BlockBytes = 64 * 1024;

    /// <summary>Runs the initializers of what calls read: see <see cref="BatchNormCalls{T}.Initialize"/>.</summary>
    public static void Initialize() => BatchNormCalls<T>.Initialize();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(GroupNormCore<T> layer, ReadOnlySpan<T> x, Span<T> y, BatchExtents extents)
    {
        CallChecks.Forward<T>(layer.Shape, x, y);
        Run(layer, x, default, y, extents);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(GroupNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, BatchExtents extents)
    {
        CallChecks.Forward<T>(layer.Shape, x, residual, y);
        Run(layer, x, residual, y, extents);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(GroupNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, BatchExtents extents)
    {
        CallChecks.Backward<T>(layer.Shape, x, dy, dx);
        RunBackward(layer, x, default, dy, dx, default, extents);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        GroupNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual, BatchExtents extents)
    {
        CallChecks.Backward<T>(layer.Shape, x, residual, dy, dx, dresidual, needsResidual: layer.Settings.HasActivation);
        RunBackward(layer, x, residual, dy, dx, dresidual, extents);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(GroupNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, BatchExtents extents)
    {
        if (x.IsEmpty)
        {
            return;
        }

        fixed (T* input = x, added = residual, output = y)
        {
            NewBatch(layer, extents, input, added, output, out GroupBatch<T> batch);
            batch.Streams = StreamingThreshold.IsReached(batch.Bytes) && OutputPlaces.AreApart(output, null, input, added, null)
                && layer.Kernels.OfChannels.Walk.CanStream(output, extents.Positions);

            // Forward, what is worked on together does not matter.
            int threads = Threads(in batch, tensors: residual.IsEmpty ? 2 : 3);
            nint blocks = (batch.Groups + batch.BlockGroups - 1) / batch.BlockGroups;
            batch.ChunkGroups = blocks < threads ? batch.BlockGroups : WorkPartition.PieceOf(blocks, threads, least: 1) * batch.BlockGroups;
            Run(ref batch, threads);
        }

        // Pointers into the layer's block do not keep it alive.
        GC.KeepAlive(layer);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunBackward(
        GroupNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual, BatchExtents extents)
    {
        if (x.IsEmpty)
        {
            return;
        }

        layer.BeginChange(nameof(Backward));
        try
        {
            fixed (T* input = x, added = residual, arriving = dy, output = dx, second = dresidual)
            {
                NewBatch(layer, extents, input, added, output, out GroupBatch<T> batch);
                batch.Dy = arriving;
                batch.ResidualGradient = OutputPlaces.OfResidualGradient(layer.Settings.HasResidual, second, output);
                batch.Streams = StreamingThreshold.IsReachedByGradients(batch.Bytes)
                    && OutputPlaces.AreApart(output, batch.ResidualGradient, input, added, arriving)
                    && layer.Kernels.OfChannels.Walk.CanStream(output, extents.Positions);
                batch.ChunkGroups = ChunkGroups(in batch);
                batch.Sums = layer.Settings.Scale || layer.Settings.Shift ? layer.ParameterSums.Rent() : null;
                Run(ref batch, Threads(in batch, tensors: 3));
                if (batch.Sums is { } sums)
                {
                    sums.AddTo((int)batch.Chunks, layer.Shape.NumFeatures, layer.GammaGradientPointer, layer.BetaGradientPointer);
                    layer.ParameterSums.Return(sums);
                }
            }
        }
        finally
        {
            layer.EndChange();
        }
    }

    private static void NewBatch(GroupNormCore<T> layer, BatchExtents extents, T* x, T* residual, T* result, out GroupBatch<T> batch)
    {
        batch = default;
        batch.Layer = layer;
        batch.Samples = extents.Samples;
        batch.Positions = extents.Positions;
        batch.X = x;
        batch.Residual = residual;
        batch.Result = result;
        batch.BlockGroups = layer.Kernels.Groups is { } walk
            ? (int)Math.Clamp(BlockBytes / sizeof(T) / batch.GroupLength, 1, walk.Features)
            : layer.Settings.NumGroups;
    }

    /// <summary>Groups that parameters' gradients are summed over by one thread; with channels last, whole samples of them.</summary>
    private static nint ChunkGroups(in GroupBatch<T> batch)
    {
        nint unit = batch.IsChannelsLast ? batch.Layer.Settings.NumGroups : 1, units = batch.Groups / unit;
        return (units + batch.Layer.Kernels.MaxChunks - 1) / batch.Layer.Kernels.MaxChunks * unit;
    }

    private static int Threads(in GroupBatch<T> batch, int tensors) => WorkPartition.Threads(batch.Layer.MaxDegreeOfParallelism, tensors * batch.Bytes);

    /// <summary>Chunks in parallel; where there are fewer than threads, one after another, each by all threads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(ref GroupBatch<T> batch, int threads)
    {
        bool inParallel = batch.Chunks >= threads;
        batch.BlockThreads = inParallel ? 1 : threads;
        WorkPartition.For(batch.Chunks, inParallel ? threads : 1, &RunChunk, Unsafe.AsPointer(ref batch));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunChunk(void* context, nint chunk)
    {
        ref GroupBatch<T> batch = ref Unsafe.AsRef<GroupBatch<T>>(context);
        GroupNormCore<T> layer = batch.Layer;
        batch.Sums?.Clear(chunk);
        ChunkScratch<T> groupScratch = layer.GroupScratches.Rent(), channelScratch = layer.ChannelScratches.Rent();
        nint end = Math.Min((chunk + 1) * batch.ChunkGroups, batch.Groups);
        for (nint first = chunk * batch.ChunkGroups; first < end; first += batch.BlockGroups)
        {
            int groups = (int)Math.Min(batch.BlockGroups, end - first);
            batch.OpenGroups(first, groups, groupScratch, out BatchCall<T> ofGroups);
            batch.OpenChannels(first, groups, channelScratch, out BatchCall<T> ofChannels);
            Measure(in batch, ref ofGroups, ref ofChannels);
            ChannelConstants<T>.Compute(layer, first, in ofGroups, in ofChannels);
            if (batch.Dy is not null)
            {
                SumGradients(in batch, ref ofChannels);
                GroupGradients<T>.Finish(layer, first, in ofGroups, in ofChannels, batch.Sums?.Chunks[chunk]);
            }

            Phases<T> phases = batch.Dy is null ? BatchNormPhases<T>.Instance : BatchNormGradientPhases<T>.Instance;
            phases.DescribeMap(ref ofChannels, out MapCall<T> map);
            if (batch.BlockThreads == 1)
            {
                MapRun<T>.RunWithoutPublishing(ofChannels.Walk, in map, ofChannels.Division.All);
            }
            else
            {
                MapRun<T>.Run(ofChannels.Walk, in map, ofChannels.Division.All, batch.BlockThreads);
            }
        }

        layer.GroupScratches.Return(groupScratch);
        layer.ChannelScratches.Return(channelScratch);
        if (batch.Streams)
        {
            StreamedStores.Publish();
        }
    }

    /// <summary>The statistics of groups: measured as planes, or merged from those of their channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Measure(in GroupBatch<T> batch, ref BatchCall<T> groups, ref BatchCall<T> channels)
    {
        if (batch.IsChannelsLast)
        {
            Reduce(ref channels, BatchNormPhases<T>.Instance, batch.BlockThreads);
            ChunkMerging.MergeMoments(channels.Walk, in channels.Division, channels.Scratch, channels.Division.All);
            ChannelMerging.Merge(
                channels.Scratch.Moments(0), groups.Scratch.Moments(0), groups.Division.Features, batch.Layer.GroupChannels, channels.Division.Count);
        }
        else
        {
            Reduce(ref groups, BatchNormPhases<T>.Instance, batch.BlockThreads);
        }

        BatchNormPhases<T>.Instance.Finish(ref groups, groups.Division.All);
    }

    private static void SumGradients(in GroupBatch<T> batch, ref BatchCall<T> channels)
    {
        MapConstants<T> spread = channels.Scratch.SpreadConstants;
        channels.SpreadMean = channels.Spread(channels.Mean, spread.Mean);
        channels.SpreadScale = channels.Spread(channels.Constants.Scale, spread.Scale);
        channels.SpreadShift = channels.Spread(channels.Constants.Shift, spread.Shift);
        Reduce(ref channels, BatchNormGradientPhases<T>.Instance, batch.BlockThreads);
        ChunkMerging.MergeSums(channels.Scratch.Sums, channels.Division.Chunks, channels.Division.All);
    }

    /// <summary>Reduces all chunks.</summary>
    private static void Reduce(ref BatchCall<T> call, Phases<T> phases, int threads)
    {
        call.Phases = phases;
        WorkPartition.For(call.Division.Chunks, threads, &ReduceChunk, Unsafe.AsPointer(ref call));
    }

    /// <summary>Reduces one chunk of all statistics.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReduceChunk(void* context, nint chunk)
    {
        ref BatchCall<T> call = ref Unsafe.AsRef<BatchCall<T>>(context);
        call.Phases.Reduce(ref call, call.Division.All, (int)chunk);
    }
}
