using System.Numerics;
using BatchNormGen.CompilerServices;
using BatchNormGen.Exchanges;
using BatchNormGen.Statistics;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution.BatchNorm;

/// <summary>
/// Training calls on a batch of which each member of a collective has a part: reduce this part, exchange, finish, map. The statistics are those of
/// the whole batch.
/// </summary>
/// <remarks>
/// Nothing of the layer is written before the exchange, and whatever keeps this member from it is told to the others in its place: they would wait
/// for a member that has thrown.
/// </remarks>
internal static unsafe class SharedBatchCalls<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void ForwardTraining(
        BatchNormCore<T> layer, LayerExchange exchange, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, BatchExtents extents)
    {
        try
        {
            BatchNormCalls<T>.CheckForward(layer, x, residual, y);
            layer.BeginChange(nameof(ForwardTraining));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            exchange.Refuse(ExchangeKind.ForwardTraining, error);
        }

        ChunkScratch<T>? scratch = null;
        try
        {
            scratch = layer.Scratches.Rent();
            fixed (T* input = x, added = residual, output = y)
            {
                BatchCall<T> call = ChannelBatch<T>.Open(layer, extents, scratch, input, added, null, output, null);
                call.Phases = BatchNormPhases<T>.Instance;
                ChannelBatch<T>.UseStatisticsOf(layer, ref call);
                int threads = ChannelBatch<T>.Threads(layer, in call, ChannelBatch<T>.ForwardTensors);
                ExchangeMoments(layer, exchange, ref call, threads);
                ChannelBatch<T>.Remember(layer, x, residual);
                BatchNormPhases<T>.FinishMerged(ref call, call.Division.All);
                Map(ref call, threads);
                if (ChannelBatch<T>.Take(layer, in call, new TrainedBatch(x.Length, extents.BatchSize)) is >= 0 and int channel)
                {
                    CallErrors.NotFinite(layer.Shape, channel);
                }
            }
        }
        finally
        {
            if (scratch is not null)
            {
                layer.Scratches.Return(scratch);
            }

            layer.EndChange();
        }
    }

    public static void Backward(
        BatchNormCore<T> layer, LayerExchange exchange, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual, BatchExtents extents)
    {
        BeginBackward(layer, exchange, x, residual, dy, dx, dresidual, extents);
        ChunkScratch<T>? scratch = null;
        try
        {
            scratch = layer.Scratches.Rent();
            fixed (T* input = x, added = residual, arriving = dy, output = dx, second = dresidual)
            {
                BatchCall<T> call = ChannelBatch<T>.Open(layer, extents, scratch, input, added, arriving, output, second);
                call.Phases = BatchNormGradientPhases<T>.Instance;
                ChannelBatch<T>.UseStatisticsOf(layer, ref call);
                int threads = ChannelBatch<T>.Threads(layer, in call, ChannelBatch<T>.BackwardTensors);
                SumVectors totals = ExchangeSums(layer, exchange, ref call, threads);
                BatchNormGradientPhases<T>.FinishMerged(in call, totals);
                Map(ref call, threads);
            }
        }
        finally
        {
            if (scratch is not null)
            {
                layer.Scratches.Return(scratch);
            }

            layer.EndChange();
        }
    }

    /// <summary>Marks the layer as in use, if the call is one that can be made.</summary>
    private static void BeginBackward(
        BatchNormCore<T> layer, LayerExchange exchange, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual, BatchExtents extents)
    {
        bool hasBegun = false;
        try
        {
            BatchNormCalls<T>.CheckBackward(layer, x, residual, dy, dx, dresidual);
            layer.BeginChange(nameof(Backward));
            hasBegun = true;
            BatchNormCalls<T>.CheckTrained(layer, x, residual, extents);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            if (hasBegun)
            {
                layer.EndChange();
            }

            exchange.Refuse(ExchangeKind.Backward, error);
        }
    }

    /// <summary>The moments of the whole batch, in the place of the first chunk's.</summary>
    private static void ExchangeMoments(BatchNormCore<T> layer, LayerExchange exchange, ref BatchCall<T> call, int threads)
    {
        if (call.Division.Count > 0)
        {
            PhasedRun<T>.ReduceChunks(ref call, threads);
            ChunkMerging.MergeMoments(call.Walk, in call.Division, call.Scratch, call.Division.All);
        }

        ExchangedMoments moments = new(call.Scratch.Moments(0));
        long count = exchange.Merge(moments, call.Division.Count, moments);
        if (count < 2)
        {
            ShapeErrors.TooFewValuesTogether(layer.Shape, count, exchange.Size);
        }

        call.CountElsewhere = count - call.Division.Count;
        call.AveragedShare = ChannelBatch<T>.AveragedShare(layer, count);
    }

    /// <summary>The sums of the whole batch's gradients. This part's own stay in the place of the first chunk's.</summary>
    private static SumVectors ExchangeSums(BatchNormCore<T> layer, LayerExchange exchange, ref BatchCall<T> call, int threads)
    {
        SumVectors own = call.Scratch.Sums[0];
        if (call.Division.Count > 0)
        {
            if (layer.Settings.HasActivation)
            {
                BatchNormPhases<T>.ComputeMapConstantsAgain(in call);
            }

            ChannelBatch<T>.SpreadForGradients(ref call);
            PhasedRun<T>.ReduceChunks(ref call, threads);
            ChunkMerging.MergeSums(call.Scratch.Sums, call.Division.Chunks, call.Division.All);
        }
        else
        {
            new Span<double>(own.First, layer.Shape.NumFeatures).Clear();
            new Span<double>(own.Second, layer.Shape.NumFeatures).Clear();
        }

        // While gradients are summed, nobody else needs what a chunk's blocks are measured with.
        SumVectors totals = call.Scratch.Block(0).Sums;
        call.CountElsewhere = exchange.Merge(new ExchangedSums(own), call.Division.Count, new ExchangedSums(totals)) - call.Division.Count;
        return totals;
    }

    private static void Map(ref BatchCall<T> call, int threads)
    {
        if (call.Division.Count > 0)
        {
            PhasedRun<T>.Map(ref call, threads);
        }
    }
}
