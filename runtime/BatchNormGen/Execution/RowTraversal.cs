using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Channels innermost: all channels at once, chunks and units are ranges of rows.</summary>
internal readonly unsafe struct RowTraversal<T, TKernel> : ITraversal<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IRowKernel<T>
{
    /// <summary>The bytes of a unit: what a thread takes at a time, some microseconds of work.</summary>
    private const int UnitBytes = 64 * 1024;

    public static int MaxChunks => TKernel.MaxChunks;

    public static double Epsilon => TKernel.Epsilon;

    private static nint UnitRows => Math.Max(1, UnitBytes / (TKernel.Features * sizeof(T)));

    public static void Divide(ref Pass<T> pass)
    {
        // Whole blocks, so that only the last block of a batch is a part of one.
        nint blocks = (pass.Count + TKernel.BlockRows - 1) / TKernel.BlockRows;
        pass.ChunkLength = (blocks + TKernel.MaxChunks - 1) / TKernel.MaxChunks * TKernel.BlockRows;
        pass.Chunks = (int)((pass.Count + pass.ChunkLength - 1) / pass.ChunkLength);
    }

    public static nint ChunkCount(in Pass<T> pass, int chunk) => Math.Min(pass.ChunkLength, pass.Count - (chunk * pass.ChunkLength));

    public static int GroupFeatures(in Pass<T> pass) => TKernel.Features;

    public static void Measure<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T>
    {
        int features = TKernel.Features;
        nint stride = chunk * pass->ChunkStride;
        double* anchor = pass->Anchor + stride;
        double* offset = pass->Offset + stride;
        double* squaredDeviations = pass->SquaredDeviations + stride;
        double* sums = pass->BlockSums + stride;
        double* squares = pass->BlockSquares + stride;
        T* estimate = pass->BlockEstimate + ((nint)chunk * pass->PaddedFeatures);

        nint rowsLeft = ChunkCount(in *pass, chunk);
        nint rowsBefore = 0;
        T* x = pass->X + (chunk * pass->ChunkLength * features);
        while (rowsLeft > 0)
        {
            nint rows = Math.Min(rowsLeft, TKernel.BlockRows);
            Estimate(x, estimate, anchor, offset, rowsBefore);
            for (int attempt = 1; ; attempt++)
            {
                new Span<double>(sums, pass->PaddedFeatures).Clear();
                new Span<double>(squares, pass->PaddedFeatures).Clear();
                TKernel.Moments<TLanes>(in *x, rows, in *estimate, ref *sums, ref *squares);
                if (attempt == BlockMoments.MaxAttempts || !MoveFarEstimates(estimate, sums, squares, rows, first: rowsBefore == 0))
                {
                    break;
                }
            }

            for (int c = 0; c < features; c++)
            {
                double about = double.CreateTruncating(estimate[c]);
                if (typeof(T) == typeof(float) && !double.IsFinite(sums[c] + squares[c]))
                {
                    BlockMoments.MeasureInDouble(x + c, rows, features, 1, out about, out sums[c], out squares[c]);
                }

                BlockMoments.Add(ref anchor[c], ref offset[c], ref squaredDeviations[c], rowsBefore, about, sums[c], squares[c], rows);
            }

            rowsBefore += rows;
            rowsLeft -= rows;
            x += rows * features;
        }
    }

    public static void SumGradients<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T>
    {
        nint stride = chunk * pass->ChunkStride;
        double* sums = pass->GradientSums + stride;
        double* products = pass->GradientProducts + stride;
        new Span<double>(sums, pass->PaddedFeatures).Clear();
        new Span<double>(products, pass->PaddedFeatures).Clear();
        nint at = chunk * pass->ChunkLength * TKernel.Features;
        TKernel.GradientSums<TLanes>(in pass->X[at], in pass->Dy[at], ChunkCount(in *pass, chunk), in *pass->Mean, ref *sums, ref *products);
    }

    public static nint Units(in Pass<T> pass, ChannelRange channels) => (pass.Count + UnitRows - 1) / UnitRows;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLanes>(Pass<T>* pass, T* source, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
    {
        for (nint unit = first; unit < end; unit++)
        {
            nint rows = Math.Min(UnitRows, pass->Count - (unit * UnitRows));
            nint at = unit * UnitRows * TKernel.Features;
            TKernel.Apply<TLanes>(in source[at], ref pass->Result[at], rows, in *pass->Mean, in *pass->Scale, in *pass->Shift);
        }
    }

    public static void ApplyGradients<TLanes>(Pass<T>* pass, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
    {
        for (nint unit = first; unit < end; unit++)
        {
            nint rows = Math.Min(UnitRows, pass->Count - (unit * UnitRows));
            nint at = unit * UnitRows * TKernel.Features;
            TKernel.GradientApply<TLanes>(
                in pass->X[at], in pass->Dy[at], ref pass->Result[at], rows, in *pass->Mean, in *pass->Scale, in *pass->GradientOffset, in *pass->Slope);
        }
    }

    public static void UpdateMovingStatistics(
        Span<T> movingMean, Span<T> movingVariance, ReadOnlySpan<double> mean, ReadOnlySpan<double> variance, long count, long batch) =>
        TKernel.UpdateMovingStatistics(movingMean, movingVariance, mean, variance, count, batch);

    /// <summary>For the first block of a chunk, its first row; later, the mean so far.</summary>
    private static void Estimate(T* x, T* estimate, double* anchor, double* offset, nint rowsBefore)
    {
        for (int c = 0; c < TKernel.Features; c++)
        {
            estimate[c] = rowsBefore == 0 ? x[c] : T.CreateTruncating(anchor[c] + offset[c]);
        }
    }

    /// <summary>Moves the estimates that turned out too far from the block's mean, and tells whether there were any.</summary>
    private static bool MoveFarEstimates(T* estimate, double* sums, double* squares, nint rows, bool first)
    {
        bool moved = false;
        for (int c = 0; c < TKernel.Features; c++)
        {
            if (BlockMoments.EstimateIsFar(sums[c], squares[c], rows, first))
            {
                T nearer = T.CreateTruncating(double.CreateTruncating(estimate[c]) + (sums[c] / rows));
                moved |= nearer != estimate[c];
                estimate[c] = nearer;
            }
        }

        return moved;
    }
}
