using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Channels innermost: all channels at once, chunks and units are ranges of stripes.</summary>
/// <remarks>
/// The rows at the end of a batch that do not make a stripe go through a stripe of scratch memory, so that kernels see whole stripes only.
/// </remarks>
internal readonly unsafe partial struct RowTraversal<T, TKernel> : ITraversal<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IRowKernel<T>
{
    public static int MaxChunks => TKernel.MaxChunks;

    public static double Epsilon => TKernel.Epsilon;

    public static int Features => TKernel.Features;

    /// <summary>A stripe, the lanes that fill its last group, and those that a stripe may begin late by.</summary>
    public static int VectorLength => BatchNormState<T>.Pad(StripeLength) + Lanes;

    private static int Lanes => 64 / sizeof(T);

    /// <summary>The rows of a chunk's first block, which is the only one that is always summed twice: whole stripes.</summary>
    private static int FirstBlockRows => Math.Max(32, TKernel.StripeRows);

    private static int StripeLength => TKernel.StripeRows * TKernel.Features;

    public static void Divide(ref Pass<T> pass)
    {
        // Whole blocks, so that only the last block of a batch is a part of one.
        nint blockRows = TKernel.BlockStripes * TKernel.StripeRows;
        nint blocks = (pass.Count + blockRows - 1) / blockRows;
        pass.ChunkLength = (blocks + TKernel.MaxChunks - 1) / TKernel.MaxChunks * blockRows;
        pass.Chunks = (int)((pass.Count + pass.ChunkLength - 1) / pass.ChunkLength);
    }

    public static nint ChunkCount(in Pass<T> pass, int chunk) => Math.Min(pass.ChunkLength, pass.Count - (chunk * pass.ChunkLength));

    public static int GroupFeatures(in Pass<T> pass) => TKernel.Features;

    public static void Measure<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T>
    {
        RowChunk<T> at = new(pass, chunk);
        nint rowsLeft = ChunkCount(in *pass, chunk);
        nint rowsBefore = 0;
        T* x = pass->X + (chunk * pass->ChunkLength * TKernel.Features);
        while (rowsLeft > 0)
        {
            nint rows = Math.Min(rowsLeft, BlockRows(rowsBefore));
            at.Estimate(x, rowsBefore);
            for (int attempt = 1; ; attempt++)
            {
                SumBlock<TLanes>(at, x, rows);
                if (attempt == BlockMoments.MaxAttempts || !at.MoveFarEstimates(rows, first: rowsBefore < rows))
                {
                    break;
                }
            }

            at.Add(x, rowsBefore, rows);
            rowsBefore += rows;
            rowsLeft -= rows;
            x += rows * TKernel.Features;
        }
    }

    public static void SumGradients<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T>
    {
        nint vectors = chunk * pass->ChunkStride;
        double* sums = pass->GradientSums + vectors;
        double* products = pass->GradientProducts + vectors;
        new Span<double>(sums, pass->VectorLength).Clear();
        new Span<double>(products, pass->VectorLength).Clear();

        nint at = chunk * pass->ChunkLength * TKernel.Features;
        (nint stripes, nint rest) = Math.DivRem(ChunkCount(in *pass, chunk), TKernel.StripeRows);
        T* mean = pass->StripeMean;
        if (stripes > 0)
        {
            TKernel.GradientSums<TLanes>(in pass->X[at], in pass->Dy[at], stripes, in *mean, ref *sums, ref *products);
        }

        if (TKernel.StripeRows > 1 && rest > 0)
        {
            at += stripes * StripeLength;
            SumGradientsOfRest<TLanes>(pass->X + at, pass->Dy + at, rest, mean, sums, products);
        }

        StripeVector.Fold(sums, TKernel.Features, TKernel.StripeRows);
        StripeVector.Fold(products, TKernel.Features, TKernel.StripeRows);
    }

    public static bool AveragesUnbiasedVariance => TKernel.AveragesUnbiasedVariance;

    public static void UpdateMovingStatistics(
        Span<T> movingMean, Span<T> movingVariance, ReadOnlySpan<double> mean, ReadOnlySpan<double> variance, long count, long batch) =>
        TKernel.UpdateMovingStatistics(movingMean, movingVariance, mean, variance, count, batch);

    /// <summary>The rows of the next block: as many as there were before, at most, for their mean to be an estimate of its mean.</summary>
    private static nint BlockRows(nint rowsBefore) =>
        rowsBefore == 0 ? FirstBlockRows : Math.Min(rowsBefore, TKernel.BlockStripes * TKernel.StripeRows);

    /// <summary>The sums of a block about its estimate, for each channel.</summary>
    private static void SumBlock<TLanes>(RowChunk<T> at, T* x, nint rows)
        where TLanes : struct, ILanes<TLanes, T>
    {
        at.ClearSums();
        T* estimate = at.StripeEstimate(TKernel.StripeRows);
        (nint stripes, nint rest) = Math.DivRem(rows, TKernel.StripeRows);
        if (stripes > 0)
        {
            TKernel.Moments<TLanes>(in *x, stripes, in *estimate, ref *at.Sums, ref *at.Squares);
        }

        if (TKernel.StripeRows > 1 && rest > 0)
        {
            SumRest<TLanes>(at, x + (stripes * StripeLength), rest, estimate);
        }

        StripeVector.Fold(at.Sums, TKernel.Features, TKernel.StripeRows);
        StripeVector.Fold(at.Squares, TKernel.Features, TKernel.StripeRows);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumRest<TLanes>(RowChunk<T> at, T* x, nint rows, T* estimate)
        where TLanes : struct, ILanes<TLanes, T>
    {
        // Rows that are not there are as estimated, and add nothing.
        T* stripe = stackalloc T[StripeLength];
        new Span<T>(estimate, StripeLength).CopyTo(new Span<T>(stripe, StripeLength));
        Copy(x, stripe, rows);
        TKernel.Moments<TLanes>(in *stripe, 1, in *estimate, ref *at.Sums, ref *at.Squares);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumGradientsOfRest<TLanes>(T* x, T* dy, nint rows, T* mean, double* sums, double* products)
        where TLanes : struct, ILanes<TLanes, T>
    {
        // Rows that are not there have the mean and no gradient, and add nothing.
        T* stripe = stackalloc T[2 * StripeLength];
        T* gradients = stripe + StripeLength;
        new Span<T>(mean, StripeLength).CopyTo(new Span<T>(stripe, StripeLength));
        new Span<T>(gradients, StripeLength).Clear();
        Copy(x, stripe, rows);
        Copy(dy, gradients, rows);
        TKernel.GradientSums<TLanes>(in *stripe, in *gradients, 1, in *mean, ref *sums, ref *products);
    }

    private static void Copy(T* source, T* destination, nint rows) =>
        new ReadOnlySpan<T>(source, (int)rows * TKernel.Features).CopyTo(new Span<T>(destination, (int)rows * TKernel.Features));
}
