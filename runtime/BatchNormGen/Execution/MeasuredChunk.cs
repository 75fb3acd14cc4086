using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Sums blocks of a chunk about the estimates of their means.</summary>
internal unsafe interface IBlockSums<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Σ(x − estimate) and Σ(x − estimate)² of some samples, from <paramref name="x"/> on.</summary>
    static abstract void Sum<TLanes>(in MeasuredChunk<T> chunk, T* x, nint samples)
        where TLanes : struct, ILanes<TLanes, T>;
}

/// <summary>Adjacent channels of a chunk whose moments are being measured, block by block, all channels at once.</summary>
/// <remarks>
/// A sample holds <c>positions</c> adjacent values of a channel, then those of the next. A row is a sample of one position.
/// </remarks>
internal readonly unsafe struct MeasuredChunk<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Pass<T>* _pass;
    private readonly ChannelRange _channels;
    private readonly nint _positions;
    private readonly nint _vectors;

    public MeasuredChunk(Pass<T>* pass, ChannelRange channels, int chunk, nint positions)
    {
        _pass = pass;
        _channels = channels;
        _positions = positions;
        _vectors = chunk * pass->ChunkStride;
        T* elements = pass->ChunkElements(chunk);
        Estimates = elements;
        Partials = elements + pass->VectorLength;
    }

    public ChannelRange Channels => _channels;

    public nint Positions => _positions;

    /// <summary>The number of values of a channel in the whole batch.</summary>
    public nint CountOfBatch => _pass->Count;

    /// <summary>What the block is summed about, for each channel.</summary>
    public T* Estimates { get; }

    /// <summary>Scratch memory for sums in the element type: two vectors.</summary>
    public T* Partials { get; }

    /// <summary>Σ(x − estimate) of the block.</summary>
    public double* Sums => _pass->BlockSums + _vectors;

    /// <summary>Σ(x − estimate)² of the block.</summary>
    public double* Squares => _pass->BlockSquares + _vectors;

    /// <summary>Measures some samples, in blocks of which each is at most as large as all before it.</summary>
    /// <param name="x">The first value of the first channel.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="firstBlock">The samples of the first block, which is the only one that is always summed twice.</param>
    /// <param name="largestBlock">The most samples of a block: summed twice, it should still be in the cache.</param>
    public void Measure<TSums, TLanes>(T* x, nint samples, nint firstBlock, nint largestBlock)
        where TSums : struct, IBlockSums<T>
        where TLanes : struct, ILanes<TLanes, T>
    {
        nint sampleStride = _positions * _pass->Features;
        nint block;
        for (nint before = 0; before < samples; before += block, x += block * sampleStride)
        {
            block = Math.Min(samples - before, before == 0 ? firstBlock : Math.Min(before, largestBlock));
            Estimate(x, isFirst: before == 0);
            for (int attempt = 1; ; attempt++)
            {
                TSums.Sum<TLanes>(in this, x, block);
                if (attempt == BlockMoments.MaxAttempts || !MoveFarEstimates(block * _positions, first: before < block))
                {
                    break;
                }
            }

            ChannelWork.Run(_channels, new BlockToAdd(this, x, before * _positions, block * _positions));
        }
    }

    /// <summary>For the first block of a chunk, the first value of each channel; later, the means so far.</summary>
    private void Estimate(T* x, bool isFirst)
    {
        if (!isFirst)
        {
            ChannelWork.Run(_channels, new MeansSoFar(_pass->Anchor + _vectors, _pass->Offset + _vectors, Estimates));
            return;
        }

        for (int c = _channels.First; c < _channels.End; c++, x += _positions)
        {
            Estimates[c] = *x;
        }
    }

    /// <summary>Moves the estimates that turned out too far from the block's mean, and tells whether there were any.</summary>
    private bool MoveFarEstimates(nint count, bool first)
    {
        bool moved = false;
        ChannelWork.Run(_channels, new FarEstimates(Sums, Squares, Estimates, count, first, &moved));
        return moved;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MeasureInDouble(T* x, int first, int end, nint samples)
    {
        for (int c = first; c < end; c++)
        {
            if (!double.IsFinite(Sums[c] + Squares[c]))
            {
                BlockMoments.MeasureInDouble(
                    x + ((c - _channels.First) * _positions), samples, _positions * _pass->Features, _positions,
                    out double estimate, out Sums[c], out Squares[c]);
                Estimates[c] = T.CreateTruncating(estimate);
            }
        }
    }

    private readonly struct MeansSoFar(double* anchor, double* offset, T* estimate) : IChannelWork
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IChannelCount =>
            ChannelVector.Store(estimate, c, count, ChannelVector.Load(anchor, c, count) + ChannelVector.Load(offset, c, count));
    }

    private readonly struct FarEstimates(double* sums, double* squares, T* estimate, nint values, bool first, bool* moved) : IChannelWork
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IChannelCount
        {
            Vector512<double> sum = ChannelVector.Load(sums, c, count);
            Vector512<double> far = BlockMoments.EstimateIsFar(sum, ChannelVector.Load(squares, c, count), values, first);
            if (Vector512.EqualsAll(far, Vector512<double>.Zero))
            {
                return;
            }

            Vector512<double> old = ChannelVector.Load(estimate, c, count);
            Vector512<double> nearer = ChannelVector.Round<T>(old + (sum / Vector512.Create((double)values)));
            nearer = Vector512.ConditionalSelect(far, nearer, old);
            ChannelVector.Store(estimate, c, count, nearer);
            *moved |= !Vector512.EqualsAll(nearer, old);
        }
    }

    private readonly struct BlockToAdd(MeasuredChunk<T> chunk, T* x, nint before, nint values) : IChannelWork
    {
        private readonly MergeWeights _weights = new(before, values);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IChannelCount
        {
            Vector512<double> sum = ChannelVector.Load(chunk.Sums, c, count);
            Vector512<double> squares = ChannelVector.Load(chunk.Squares, c, count);
            if (typeof(T) == typeof(float) && !ChannelVector.AllFinite(sum + squares))
            {
                chunk.MeasureInDouble(x, c, c + count.Value, values / chunk._positions);
                sum = ChannelVector.Load(chunk.Sums, c, count);
                squares = ChannelVector.Load(chunk.Squares, c, count);
            }

            ChannelMoments moments = ChannelMoments.OfBlock(ChannelVector.Load(chunk.Estimates, c, count), sum, squares, values);
            if (before > 0)
            {
                moments = ChannelMoments.Load(chunk._pass, chunk._vectors, c, count).Merge(moments, _weights);
            }

            moments.Store(chunk._pass, chunk._vectors, c, count);
        }
    }
}
