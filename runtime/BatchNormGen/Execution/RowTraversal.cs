using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Channels innermost: all channels at once, chunks and units are ranges of stripes.</summary>
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
        T* partials = pass->ChunkElements(chunk) + pass->VectorLength;
        TKernel.GradientSums<TLanes>(
            in pass->X[at], in pass->Dy[at], ChunkCount(in *pass, chunk), IsCached(pass->Count), in *pass->StripeMean, ref *sums, ref *products, ref *partials);

        StripeVector.Fold(sums, TKernel.Features, TKernel.StripeRows);
        StripeVector.Fold(products, TKernel.Features, TKernel.StripeRows);
    }

    public static bool AveragesUnbiasedVariance => TKernel.AveragesUnbiasedVariance;

    public static void UpdateMovingStatistics(
        Span<T> movingMean, Span<T> movingVariance, ReadOnlySpan<double> mean, ReadOnlySpan<double> variance, long count, long batch) =>
        TKernel.UpdateMovingStatistics(movingMean, movingVariance, mean, variance, count, batch);

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
                StripeVector.Repeat(chunk.Estimates, TKernel.Features, chunk.Estimates, VectorLength);
            }

            TKernel.Moments<TLanes>(
                in *x, samples, IsCached(chunk.CountOfBatch), in *chunk.Estimates, ref *chunk.Sums, ref *chunk.Squares, ref *chunk.Partials);
            StripeVector.Fold(chunk.Sums, TKernel.Features, TKernel.StripeRows);
            StripeVector.Fold(chunk.Squares, TKernel.Features, TKernel.StripeRows);
        }
    }
}
