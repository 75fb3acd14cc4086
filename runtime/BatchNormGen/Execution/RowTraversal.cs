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
    /// <summary>
    /// The largest tensor that is taken to be in the caches. Measured on Zen 4 with 1 MiB of second-level cache: several stripes at once take
    /// 0.8 of the time up to 512 KiB and 0.9 at 1 MiB; at 2 MiB and 4 MiB some calls take longer, and beyond all do.
    /// </summary>
    private const int CachedBytes = 1 << 20;

    /// <summary>A multiple of the rows of any stripe of several.</summary>
    private const int LeastFirstBlockRows = 32;

    private const int LeastFirstBlockValues = 2048;

    public static int MaxChunks => TKernel.MaxChunks;

    public static double Epsilon => TKernel.Epsilon;

    public static int Features => TKernel.Features;

    /// <summary>A stripe, the lanes that fill its last group, and those that a stripe may begin late by.</summary>
    public static int VectorLength => BatchNormState<T>.Pad(StripeLength) + Lanes;

    private static int Lanes => 64 / sizeof(T);

    /// <summary>
    /// The rows of a chunk's first block, which is the only one that is always summed twice: whole stripes, and not so few values that what is
    /// done once a block would take longer than summing them.
    /// </summary>
    private static int FirstBlockRows => Math.Max(LeastFirstBlockRows, LeastFirstBlockValues / StripeLength * TKernel.StripeRows);

    private static int StripeLength => TKernel.StripeRows * TKernel.Features;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsCached(nint rows) => rows * TKernel.Features <= CachedBytes / sizeof(T);

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
        MeasuredChunk<T> measured = new(pass, channels, chunk, positions: 1);
        measured.Measure<StripeSums, TLanes>(
            pass->X + (chunk * pass->ChunkLength * TKernel.Features), ChunkCount(in *pass, chunk), FirstBlockRows, TKernel.BlockStripes * TKernel.StripeRows);
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
        T* partials = pass->ChunkElements(chunk) + pass->VectorLength;
        if (stripes > 0)
        {
            TKernel.GradientSums<TLanes>(in pass->X[at], in pass->Dy[at], stripes, IsCached(pass->Count), in *mean, ref *sums, ref *products, ref *partials);
        }

        if (TKernel.StripeRows > 1 && rest > 0)
        {
            at += stripes * StripeLength;
            SumGradientsOfRest<TLanes>(pass->X + at, pass->Dy + at, rest, mean, sums, products, partials);
        }

        StripeVector.Fold(sums, TKernel.Features, TKernel.StripeRows);
        StripeVector.Fold(products, TKernel.Features, TKernel.StripeRows);
    }

    public static bool AveragesUnbiasedVariance => TKernel.AveragesUnbiasedVariance;

    public static void UpdateMovingStatistics(
        Span<T> movingMean, Span<T> movingVariance, ReadOnlySpan<double> mean, ReadOnlySpan<double> variance, long count, long batch) =>
        TKernel.UpdateMovingStatistics(movingMean, movingVariance, mean, variance, count, batch);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumGradientsOfRest<TLanes>(T* x, T* dy, nint rows, T* mean, double* sums, double* products, T* partials)
        where TLanes : struct, ILanes<TLanes, T>
    {
        // Rows that are not there have the mean and no gradient, and add nothing.
        T* stripe = stackalloc T[2 * StripeLength];
        T* gradients = stripe + StripeLength;
        new Span<T>(mean, StripeLength).CopyTo(new Span<T>(stripe, StripeLength));
        new Span<T>(gradients, StripeLength).Clear();
        Copy(x, stripe, rows);
        Copy(dy, gradients, rows);
        TKernel.GradientSums<TLanes>(in *stripe, in *gradients, 1, cached: true, in *mean, ref *sums, ref *products, ref *partials);
    }

    private static void Copy(T* source, T* destination, nint rows) =>
        new ReadOnlySpan<T>(source, (int)rows * TKernel.Features).CopyTo(new Span<T>(destination, (int)rows * TKernel.Features));

    /// <summary>The sums of a block about its estimates, for each channel.</summary>
    private readonly struct StripeSums : IBlockSums<T>
    {
        public static void Sum<TLanes>(in MeasuredChunk<T> chunk, T* x, nint samples)
            where TLanes : struct, ILanes<TLanes, T>
        {
            new Span<double>(chunk.Sums, VectorLength).Clear();
            new Span<double>(chunk.Squares, VectorLength).Clear();
            if (TKernel.StripeRows > 1)
            {
                StripeVector.Repeat(chunk.Estimates, TKernel.Features, chunk.Estimates, StripeLength);
            }

            (nint stripes, nint rest) = Math.DivRem(samples, TKernel.StripeRows);
            if (stripes > 0)
            {
                TKernel.Moments<TLanes>(in *x, stripes, IsCached(chunk.CountOfBatch), in *chunk.Estimates, ref *chunk.Sums, ref *chunk.Squares, ref *chunk.Partials);
            }

            if (TKernel.StripeRows > 1 && rest > 0)
            {
                SumRest<TLanes>(in chunk, x + (stripes * StripeLength), rest);
            }

            StripeVector.Fold(chunk.Sums, TKernel.Features, TKernel.StripeRows);
            StripeVector.Fold(chunk.Squares, TKernel.Features, TKernel.StripeRows);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void SumRest<TLanes>(in MeasuredChunk<T> chunk, T* x, nint rows)
            where TLanes : struct, ILanes<TLanes, T>
        {
            // Rows that are not there are as estimated, and add nothing.
            T* stripe = stackalloc T[StripeLength];
            new Span<T>(chunk.Estimates, StripeLength).CopyTo(new Span<T>(stripe, StripeLength));
            Copy(x, stripe, rows);
            TKernel.Moments<TLanes>(in *stripe, 1, cached: true, in *chunk.Estimates, ref *chunk.Sums, ref *chunk.Squares, ref *chunk.Partials);
        }
    }
}
