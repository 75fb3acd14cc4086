using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Execution;

/// <summary>A chunk of rows whose moments are being measured, block by block, all channels at once.</summary>
internal readonly unsafe struct RowChunk<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Pass<T>* _pass;
    private readonly nint _vectors;
    private readonly T* _estimate;

    public RowChunk(Pass<T>* pass, int chunk)
    {
        _pass = pass;
        _vectors = chunk * pass->ChunkStride;
        _estimate = pass->BlockEstimate + ((nint)chunk * pass->VectorLength);
    }

    /// <summary>Σ(x − estimate) of the block.</summary>
    public double* Sums => _pass->BlockSums + _vectors;

    /// <summary>Σ(x − estimate)² of the block.</summary>
    public double* Squares => _pass->BlockSquares + _vectors;

    /// <summary>For the first block of a chunk, its first row; later, the means so far.</summary>
    public void Estimate(T* x, nint rowsBefore)
    {
        int features = _pass->Features;
        if (rowsBefore == 0)
        {
            new ReadOnlySpan<T>(x, features).CopyTo(new Span<T>(_estimate, features));
            return;
        }

        ChannelWork.Run(new ChannelRange(0, features), new MeansSoFar(_pass->Anchor + _vectors, _pass->Offset + _vectors, _estimate));
    }

    /// <summary>The estimates, repeated for the rows of a stripe.</summary>
    public T* StripeEstimate(int rows)
    {
        if (rows > 1)
        {
            StripeVector.Repeat(_estimate, _pass->Features, _estimate, rows * _pass->Features);
        }

        return _estimate;
    }

    public void ClearSums()
    {
        new Span<double>(Sums, _pass->VectorLength).Clear();
        new Span<double>(Squares, _pass->VectorLength).Clear();
    }

    /// <summary>Moves the estimates that turned out too far from the block's mean, and tells whether there were any.</summary>
    public bool MoveFarEstimates(nint rows, bool first)
    {
        bool moved = false;
        ChannelWork.Run(new ChannelRange(0, _pass->Features), new FarEstimates(Sums, Squares, _estimate, rows, first, &moved));
        return moved;
    }

    /// <summary>Adds the block to the moments of the chunk.</summary>
    public void Add(T* x, nint rowsBefore, nint rows) =>
        ChannelWork.Run(new ChannelRange(0, _pass->Features), new BlockToAdd(this, x, rowsBefore, rows));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MeasureInDouble(T* x, int first, int end, nint rows)
    {
        for (int c = first; c < end; c++)
        {
            if (!double.IsFinite(Sums[c] + Squares[c]))
            {
                BlockMoments.MeasureInDouble(x + c, rows, _pass->Features, 1, out double estimate, out Sums[c], out Squares[c]);
                _estimate[c] = T.CreateTruncating(estimate);
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

    private readonly struct FarEstimates(double* sums, double* squares, T* estimate, nint rows, bool first, bool* moved) : IChannelWork
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IChannelCount
        {
            Vector512<double> sum = ChannelVector.Load(sums, c, count);
            Vector512<double> far = BlockMoments.EstimateIsFar(sum, ChannelVector.Load(squares, c, count), rows, first);
            if (Vector512.EqualsAll(far, Vector512<double>.Zero))
            {
                return;
            }

            Vector512<double> old = ChannelVector.Load(estimate, c, count);
            Vector512<double> nearer = ChannelVector.Round<T>(old + (sum / Vector512.Create((double)rows)));
            nearer = Vector512.ConditionalSelect(far, nearer, old);
            ChannelVector.Store(estimate, c, count, nearer);
            *moved |= !Vector512.EqualsAll(nearer, old);
        }
    }

    private readonly struct BlockToAdd(RowChunk<T> chunk, T* x, nint rowsBefore, nint rows) : IChannelWork
    {
        private readonly MergeWeights _weights = new(rowsBefore, rows);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IChannelCount
        {
            Vector512<double> sum = ChannelVector.Load(chunk.Sums, c, count);
            Vector512<double> squares = ChannelVector.Load(chunk.Squares, c, count);
            if (typeof(T) == typeof(float) && !ChannelVector.AllFinite(sum + squares))
            {
                chunk.MeasureInDouble(x, c, c + count.Value, rows);
                sum = ChannelVector.Load(chunk.Sums, c, count);
                squares = ChannelVector.Load(chunk.Squares, c, count);
            }

            ChannelMoments moments = ChannelMoments.OfBlock(ChannelVector.Load(chunk._estimate, c, count), sum, squares, rows);
            if (rowsBefore > 0)
            {
                moments = ChannelMoments.Load(chunk._pass, chunk._vectors, c, count).Merge(moments, _weights);
            }

            moments.Store(chunk._pass, chunk._vectors, c, count);
        }
    }
}
