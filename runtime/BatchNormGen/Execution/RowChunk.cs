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

        for (int c = 0; c < features; c += ChannelVector.Length)
        {
            Vector512<double> anchor = ChannelVector.Load(_pass->Anchor + _vectors, c, features);
            Vector512<double> offset = ChannelVector.Load(_pass->Offset + _vectors, c, features);
            ChannelVector.Store(_estimate, c, features, anchor + offset);
        }
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
        int features = _pass->Features;
        bool moved = false;
        for (int c = 0; c < features; c += ChannelVector.Length)
        {
            Vector512<double> sum = ChannelVector.Load(Sums, c, features);
            Vector512<double> squares = ChannelVector.Load(Squares, c, features);
            if (BlockMoments.AnyEstimateIsFar(sum, squares, rows, first))
            {
                moved |= MoveFarEstimates(c, Math.Min(c + ChannelVector.Length, features), rows, first);
            }
        }

        return moved;
    }

    /// <summary>Adds the block to the moments of the chunk.</summary>
    public void Add(T* x, nint rowsBefore, nint rows)
    {
        int features = _pass->Features;
        for (int c = 0; c < features; c += ChannelVector.Length)
        {
            Vector512<double> sum = ChannelVector.Load(Sums, c, features);
            Vector512<double> squares = ChannelVector.Load(Squares, c, features);
            if (typeof(T) == typeof(float) && !AllFinite(sum + squares))
            {
                MeasureInDouble(x, c, Math.Min(c + ChannelVector.Length, features), rows);
                sum = ChannelVector.Load(Sums, c, features);
                squares = ChannelVector.Load(Squares, c, features);
            }

            ChannelMoments block = ChannelMoments.OfBlock(ChannelVector.Load(_estimate, c, features), sum, squares, rows);
            ChannelMoments chunk = rowsBefore == 0 ? block : ChannelMoments.Load(_pass, _vectors, c, features).Merge(rowsBefore, block, rows);
            chunk.Store(_pass, _vectors, c, features);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AllFinite(Vector512<double> value) => Vector512.EqualsAll(value - value, Vector512<double>.Zero);

    private bool MoveFarEstimates(int first, int end, nint rows, bool firstBlock)
    {
        bool moved = false;
        for (int c = first; c < end; c++)
        {
            if (BlockMoments.EstimateIsFar(Sums[c], Squares[c], rows, firstBlock))
            {
                T nearer = T.CreateTruncating(double.CreateTruncating(_estimate[c]) + (Sums[c] / rows));
                moved |= nearer != _estimate[c];
                _estimate[c] = nearer;
            }
        }

        return moved;
    }

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
}
