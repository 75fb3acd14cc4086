using System.Numerics;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Positions innermost: channels in groups, chunks are ranges of blocks, units are runs of planes or parts of one.</summary>
/// <remarks>A block holds the planes of a group of channels in some samples; of planes that are larger than that, it is a part of one.</remarks>
internal readonly unsafe partial struct PlaneTraversal<T, TKernel> : ITraversal<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IPlaneKernel<T>
{
    /// <summary>The bytes of a unit: what a thread takes at a time, some microseconds of work.</summary>
    private const int UnitBytes = 64 * 1024;

    /// <summary>
    /// The most bytes of the planes of a group of channels in one sample, if one is not larger. They lie side by side; with less, memory is read in
    /// leaps, which takes longer than reading it twice: of 4,000 samples of 64×14×14, 50 KiB each, a forward call of groups that stay in the
    /// last-level cache took 2.5 times as long.
    /// </summary>
    private const int GroupBytes = 64 * 1024;

    /// <summary>The groups of channels in chunks that a batch is divided into, if it has so many and no more groups than that.</summary>
    private const int Tasks = 16;

    /// <summary>The bytes of a block of whole planes, of all channels that are measured together: twice that fits the second-level cache.</summary>
    private const int BlockBytes = 256 * 1024;

    /// <summary>The first block of a chunk is one in so many of its planes, if these fit a block: it is summed twice, the second time from the cache.</summary>
    private const int FirstBlockParts = 8;

    /// <summary>The least values a channel of that block: of fewer, the mean is no estimate, and summing them twice costs nothing.</summary>
    private const int LeastFirstPart = 255;

    public static int MaxChunks => TKernel.MaxChunks;

    public static double Epsilon => TKernel.Epsilon;

    public static int Features => TKernel.Features;

    public static int VectorLength => BatchNormState<T>.Pad(TKernel.Features);

    public static void Divide(ref Pass<T> pass)
    {
        // Enough for the threads, together with the groups of channels; how many there are must not matter.
        nint blocks = Blocks(in pass);
        int groups = (TKernel.Features + GroupFeatures(in pass) - 1) / GroupFeatures(in pass);
        int most = Math.Clamp(Tasks / groups, 1, TKernel.MaxChunks);
        pass.ChunkLength = (blocks + most - 1) / most;
        pass.Chunks = (int)((blocks + pass.ChunkLength - 1) / pass.ChunkLength);
    }

    public static nint ChunkCount(in Pass<T> pass, int chunk)
    {
        if (pass.Positions <= TKernel.BlockLength)
        {
            return ChunkSamples(in pass, chunk).Count * pass.Positions;
        }

        nint count = 0;
        (nint first, nint end) = ChunkBlocks(in pass, chunk);
        for (nint block = first; block < end; block++)
        {
            Part(in pass, block, out _, out _, out nint positions);
            count += positions;
        }

        return count;
    }

    public static int GroupFeatures(in Pass<T> pass)
    {
        int most = (int)Math.Clamp(GroupBytes / sizeof(T) / Math.Max(1, pass.Positions), 1, TKernel.Features);

        // Groups of one size, so that threads have as much to do.
        int groups = (TKernel.Features + most - 1) / most;
        return (TKernel.Features + groups - 1) / groups;
    }

    public static void Measure<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T>
    {
        if (pass->Positions > TKernel.BlockLength)
        {
            MeasureParts<TLanes>(pass, channels, chunk);
            return;
        }

        // Sample by sample: the planes of adjacent channels lie side by side, those of one channel far apart.
        (nint first, nint samples) = ChunkSamples(in *pass, chunk);
        nint largestBlock = Math.Max(1, BlockBytes / sizeof(T) / (GroupFeatures(in *pass) * pass->Positions));
        nint firstBlock = Math.Max(Math.Min(samples / FirstBlockParts, largestBlock), 1 + (LeastFirstPart / pass->Positions));
        MeasuredChunk<T> measured = new(pass, channels, chunk, pass->Positions);
        measured.Measure<PlaneSums, TLanes>(pass->X + Offset(in *pass, first, channels.First), samples, firstBlock, largestBlock);
    }

    public static void SumGradients<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T>
    {
        nint stride = chunk * pass->ChunkStride;
        double* sums = pass->GradientSums + stride;
        double* products = pass->GradientProducts + stride;
        new Span<double>(sums + channels.First, channels.Count).Clear();
        new Span<double>(products + channels.First, channels.Count).Clear();

        if (pass->Positions <= TKernel.BlockLength)
        {
            (nint first, nint samples) = ChunkSamples(in *pass, chunk);
            for (nint sample = first; sample < first + samples; sample++)
            {
                Sum(sample, 0, channels.First, channels.Count, pass->Positions);
            }

            return;
        }

        (nint firstPart, nint endPart) = ChunkBlocks(in *pass, chunk);
        for (nint block = firstPart; block < endPart; block++)
        {
            Part(in *pass, block, out nint sample, out nint position, out nint positions);
            for (int c = channels.First; c < channels.End; c++)
            {
                Sum(sample, position, c, 1, positions);
            }
        }

        void Sum(nint sample, nint position, int c, int count, nint positions)
        {
            nint at = Offset(in *pass, sample, c) + position;
            TKernel.GradientSums<TLanes>(in pass->X[at], in pass->Dy[at], count, positions, in pass->Mean[c], ref sums[c], ref products[c]);
        }
    }

    public static void SpreadMean(Pass<T>* pass)
    {
    }

    public static void SpreadConstants(Pass<T>* pass)
    {
    }

    public static bool AveragesUnbiasedVariance => TKernel.AveragesUnbiasedVariance;

    public static void UpdateMovingStatistics(
        Span<T> movingMean, Span<T> movingVariance, ReadOnlySpan<double> mean, ReadOnlySpan<double> variance, long count, long batch) =>
        TKernel.UpdateMovingStatistics(movingMean, movingVariance, mean, variance, count, batch);

    /// <summary>Measures planes that are larger than a block, part by part, each about the mean of those before it.</summary>
    private static void MeasureParts<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T>
    {
        nint stride = chunk * pass->ChunkStride;
        double* anchor = pass->Anchor + stride;
        double* offset = pass->Offset + stride;
        double* squaredDeviations = pass->SquaredDeviations + stride;
        (nint first, nint end) = ChunkBlocks(in *pass, chunk);
        nint before = 0;
        for (nint block = first; block < end; block++)
        {
            Part(in *pass, block, out nint sample, out nint position, out nint positions);
            for (int c = channels.First; c < channels.End; c++)
            {
                AddPart<TLanes>(
                    pass, pass->X + Offset(in *pass, sample, c) + position, positions, before,
                    ref anchor[c], ref offset[c], ref squaredDeviations[c]);
            }

            before += positions;
        }
    }

    /// <summary>Measures a part of a plane, and adds it to the moments of the chunk so far.</summary>
    private static void AddPart<TLanes>(
        Pass<T>* pass, T* x, nint positions, nint before, ref double anchor, ref double offset, ref double squaredDeviations)
        where TLanes : struct, ILanes<TLanes, T>
    {
        T estimate = before == 0 ? *x : T.CreateTruncating(anchor + offset);
        SumPart<TLanes>(x, positions, first: before < positions, ref estimate, out double sum, out double squares);
        double about = double.CreateTruncating(estimate);
        if (typeof(T) == typeof(float) && !double.IsFinite(sum + squares))
        {
            BlockMoments.MeasureInDouble(x, 1, pass->Positions, positions, out about, out sum, out squares);
        }

        BlockMoments.Add(ref anchor, ref offset, ref squaredDeviations, before, about, sum, squares, positions);
    }

    private static void SumPart<TLanes>(T* x, nint positions, bool first, ref T estimate, out double sum, out double squares)
        where TLanes : struct, ILanes<TLanes, T>
    {
        for (int attempt = 1; ; attempt++)
        {
            (sum, squares) = (0, 0);
            TKernel.Moments<TLanes>(in *x, 1, positions, in estimate, ref sum, ref squares);
            if (attempt == BlockMoments.MaxAttempts || !BlockMoments.EstimateIsFar(sum, squares, positions, first))
            {
                return;
            }

            T nearer = T.CreateTruncating(double.CreateTruncating(estimate) + (sum / positions));
            if (nearer == estimate)
            {
                return;
            }

            estimate = nearer;
        }
    }

    /// <summary>Where a channel's plane in a sample begins.</summary>
    private static nint Offset(in Pass<T> pass, nint sample, int c) => ((sample * TKernel.Features) + c) * pass.Positions;

    private static nint SamplesPerBlock(in Pass<T> pass) => Math.Max(1, TKernel.BlockLength / pass.Positions);

    private static nint BlocksPerPlane(in Pass<T> pass) => (pass.Positions + TKernel.BlockLength - 1) / TKernel.BlockLength;

    private static nint Blocks(in Pass<T> pass)
    {
        nint samplesPerBlock = SamplesPerBlock(in pass);
        return (pass.Samples + samplesPerBlock - 1) / samplesPerBlock * BlocksPerPlane(in pass);
    }

    private static (nint First, nint End) ChunkBlocks(in Pass<T> pass, int chunk) =>
        (chunk * pass.ChunkLength, Math.Min((chunk + 1) * pass.ChunkLength, Blocks(in pass)));

    /// <summary>The samples of a chunk, where a plane is no larger than a block.</summary>
    private static (nint First, nint Count) ChunkSamples(in Pass<T> pass, int chunk)
    {
        (nint first, nint end) = ChunkBlocks(in pass, chunk);
        nint samplesPerBlock = SamplesPerBlock(in pass);
        return (first * samplesPerBlock, Math.Min(end * samplesPerBlock, pass.Samples) - (first * samplesPerBlock));
    }

    /// <summary>A block that is a part of a plane.</summary>
    private static void Part(in Pass<T> pass, nint block, out nint sample, out nint position, out nint positions)
    {
        (sample, nint part) = Math.DivRem(block, BlocksPerPlane(in pass));
        position = part * TKernel.BlockLength;
        positions = Math.Min(TKernel.BlockLength, pass.Positions - position);
    }
}
