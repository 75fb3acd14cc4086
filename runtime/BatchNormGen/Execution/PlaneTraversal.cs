using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Positions innermost: channels in groups, chunks are ranges of blocks, units are runs of planes or parts of one.</summary>
/// <remarks>A block is a part of a plane, or the planes of one channel in several samples, where planes are small.</remarks>
internal readonly unsafe struct PlaneTraversal<T, TKernel> : ITraversal<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IPlaneKernel<T>
{
    /// <summary>The bytes of a unit: what a thread takes at a time, some microseconds of work.</summary>
    private const int UnitBytes = 64 * 1024;

    /// <summary>The first part of a chunk's first block is one in so many of its planes.</summary>
    private const int FirstBlockParts = 8;

    /// <summary>The least values of that part: of fewer, the mean is no estimate, and summing them twice costs nothing.</summary>
    private const int LeastFirstPart = 255;

    public static int MaxChunks => TKernel.MaxChunks;

    public static double Epsilon => TKernel.Epsilon;

    public static int Features => TKernel.Features;

    public static int VectorLength => BatchNormState<T>.Pad(TKernel.Features);

    public static void Divide(ref Pass<T> pass)
    {
        nint blocks = Blocks(in pass);
        pass.ChunkLength = (blocks + TKernel.MaxChunks - 1) / TKernel.MaxChunks;
        pass.Chunks = (int)((blocks + pass.ChunkLength - 1) / pass.ChunkLength);
    }

    public static nint ChunkCount(in Pass<T> pass, int chunk)
    {
        nint count = 0;
        (nint first, nint end) = ChunkBlocks(in pass, chunk);
        for (nint block = first; block < end; block++)
        {
            Block(in pass, block, out _, out _, out nint planes, out nint positions);
            count += planes * positions;
        }

        return count;
    }

    public static int GroupFeatures(in Pass<T> pass) =>
        (int)Math.Clamp(UnitBytes / sizeof(T) / Math.Max(1, pass.Positions), 1, TKernel.Features);

    public static void Measure<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T>
    {
        nint stride = chunk * pass->ChunkStride;
        double* anchor = pass->Anchor + stride;
        double* offset = pass->Offset + stride;
        double* squaredDeviations = pass->SquaredDeviations + stride;

        // Adjacent channels lie side by side: all of a group's for a block, then those of the next.
        (nint first, nint end) = ChunkBlocks(in *pass, chunk);
        nint before = 0;
        for (nint block = first; block < end; block++)
        {
            Block(in *pass, block, out nint sample, out nint position, out nint planes, out nint positions);
            for (int c = channels.First; c < channels.End; c++)
            {
                T* x = pass->X + (((sample * TKernel.Features) + c) * pass->Positions) + position;
                ref double chunkAnchor = ref anchor[c], chunkOffset = ref offset[c], chunkDeviations = ref squaredDeviations[c];
                if (before > 0)
                {
                    AddBlock<TLanes>(pass, x, planes, positions, before, ref chunkAnchor, ref chunkOffset, ref chunkDeviations);
                    continue;
                }

                // Only the first part is always summed twice; each further one is at most as large as all before it.
                nint part = Math.Max(planes / FirstBlockParts, 1 + (LeastFirstPart / positions));
                for (nint done = 0; done < planes; done += part)
                {
                    part = Math.Min(Math.Max(part, done), planes - done);
                    AddBlock<TLanes>(
                        pass, x + (done * TKernel.Features * pass->Positions), part, positions, done * positions,
                        ref chunkAnchor, ref chunkOffset, ref chunkDeviations);
                }
            }

            before += planes * positions;
        }
    }

    public static void SumGradients<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T>
    {
        nint stride = chunk * pass->ChunkStride;
        double* sums = pass->GradientSums + stride;
        double* products = pass->GradientProducts + stride;
        new Span<double>(sums + channels.First, channels.Count).Clear();
        new Span<double>(products + channels.First, channels.Count).Clear();

        (nint first, nint end) = ChunkBlocks(in *pass, chunk);
        for (nint block = first; block < end; block++)
        {
            Block(in *pass, block, out nint sample, out nint position, out nint planes, out nint positions);
            for (int c = channels.First; c < channels.End; c++)
            {
                nint at = (((sample * TKernel.Features) + c) * pass->Positions) + position;
                TKernel.GradientSums<TLanes>(
                    in pass->X[at], in pass->Dy[at], planes, positions, pass->Mean[c], out double sum, out double product);
                sums[c] += sum;
                products[c] += product;
            }
        }
    }

    public static void SpreadMean(Pass<T>* pass)
    {
    }

    public static void SpreadConstants(Pass<T>* pass)
    {
    }

    /// <summary>A plane's constants are single numbers: vectors stay as they are.</summary>
    public static T* Spread(T* channels, T* scratch, bool streams) => channels;

    public static bool CanStream(T* result, nint positions) =>
        TKernel.AlignsStores || ((nuint)result % 64 == 0 && positions * sizeof(T) % 64 == 0);

    public static nint Units(nint samples, nint positions, ChannelRange channels) => UnitGrid.Of(samples, positions, channels).Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLanes>(ref readonly AffineMap<T> map)
        where TLanes : struct, ILanes<TLanes, T>
    {
        nint sampleLength = TKernel.Features * map.Positions;
        for (nint sample = 0, at = 0; sample < map.Samples; sample++, at += sampleLength)
        {
            TKernel.Apply<TLanes>(in map.X[at], ref map.Y[at], TKernel.Features, map.Positions, in *map.Mean, in *map.Scale, in *map.Shift);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLanes, TResult>(ref readonly AffineMap<T> map, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>
    {
        UnitGrid grid = UnitGrid.Of(map.Samples, map.Positions, channels);
        for (nint unit = first; unit < end; unit++)
        {
            grid.Unit(channels, unit, out nint at, out int c, out nint run, out nint positions);
            TKernel.Apply<TResult>(in map.X[at], ref map.Y[at], run, positions, in map.Mean[c], in map.Scale[c], in map.Shift[c]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLanes, TResult>(Pass<T>* pass, T* source, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>
    {
        AffineMap<T> map = new()
        {
            X = source,
            Y = pass->Result,
            Mean = pass->Mean,
            Scale = pass->Scale,
            Shift = pass->Shift,
            Samples = pass->Samples,
            Positions = pass->Positions,
            Streams = pass->Streams,
        };
        Apply<TLanes, TResult>(in map, channels, first, end);
    }

    public static void ApplyGradients<TLanes, TResult>(Pass<T>* pass, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>
    {
        UnitGrid grid = UnitGrid.Of(pass->Samples, pass->Positions, channels);
        for (nint unit = first; unit < end; unit++)
        {
            grid.Unit(channels, unit, out nint at, out int c, out nint run, out nint positions);
            TKernel.GradientApply<TResult>(
                in pass->X[at], in pass->Dy[at], ref pass->Result[at], run, positions,
                in pass->Mean[c], in pass->Scale[c], in pass->GradientOffset[c], in pass->Slope[c]);
        }
    }

    public static bool AveragesUnbiasedVariance => TKernel.AveragesUnbiasedVariance;

    public static void UpdateMovingStatistics(
        Span<T> movingMean, Span<T> movingVariance, ReadOnlySpan<double> mean, ReadOnlySpan<double> variance, long count, long batch) =>
        TKernel.UpdateMovingStatistics(movingMean, movingVariance, mean, variance, count, batch);

    /// <summary>Measures planes of one channel, and adds them to the moments of the chunk so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddBlock<TLanes>(
        Pass<T>* pass, T* x, nint planes, nint positions, nint before, ref double anchor, ref double offset, ref double squaredDeviations)
        where TLanes : struct, ILanes<TLanes, T>
    {
        T estimate = before == 0 ? *x : T.CreateTruncating(anchor + offset);
        SumBlock<TLanes>(x, planes, positions, first: before < planes * positions, ref estimate, out double sum, out double squares);
        double about = double.CreateTruncating(estimate);
        if (typeof(T) == typeof(float) && !double.IsFinite(sum + squares))
        {
            BlockMoments.MeasureInDouble(x, planes, TKernel.Features * pass->Positions, positions, out about, out sum, out squares);
        }

        BlockMoments.Add(ref anchor, ref offset, ref squaredDeviations, before, about, sum, squares, planes * positions);
    }

    private static void SumBlock<TLanes>(
        T* x, nint planes, nint positions, bool first, ref T estimate, out double sum, out double squares)
        where TLanes : struct, ILanes<TLanes, T>
    {
        for (int attempt = 1; ; attempt++)
        {
            TKernel.Moments<TLanes>(in *x, planes, positions, estimate, out sum, out squares);
            nint count = planes * positions;
            if (attempt == BlockMoments.MaxAttempts || !BlockMoments.EstimateIsFar(sum, squares, count, first))
            {
                return;
            }

            T nearer = T.CreateTruncating(double.CreateTruncating(estimate) + (sum / count));
            if (nearer == estimate)
            {
                return;
            }

            estimate = nearer;
        }
    }

    private static nint SamplesPerBlock(in Pass<T> pass) => Math.Max(1, TKernel.BlockLength / pass.Positions);

    private static nint BlocksPerPlane(in Pass<T> pass) => (pass.Positions + TKernel.BlockLength - 1) / TKernel.BlockLength;

    private static nint Blocks(in Pass<T> pass)
    {
        nint samplesPerBlock = SamplesPerBlock(in pass);
        return (pass.Samples + samplesPerBlock - 1) / samplesPerBlock * BlocksPerPlane(in pass);
    }

    private static (nint First, nint End) ChunkBlocks(in Pass<T> pass, int chunk) =>
        (chunk * pass.ChunkLength, Math.Min((chunk + 1) * pass.ChunkLength, Blocks(in pass)));

    private static void Block(in Pass<T> pass, nint block, out nint sample, out nint position, out nint planes, out nint positions)
    {
        nint samplesPerBlock = SamplesPerBlock(in pass);
        (nint samples, nint part) = Math.DivRem(block, BlocksPerPlane(in pass));
        sample = samples * samplesPerBlock;
        position = part * TKernel.BlockLength;
        planes = Math.Min(samplesPerBlock, pass.Samples - sample);
        positions = Math.Min(TKernel.BlockLength, pass.Positions - position);
    }

    /// <summary>The units of a map: whole planes of adjacent channels, or parts of planes where these are large.</summary>
    private readonly record struct UnitGrid(nint Samples, nint Positions, nint RunsPerSample, nint PartsPerPlane, int RunFeatures, nint PartLength)
    {
        public nint Count => Samples * RunsPerSample * PartsPerPlane;

        public static UnitGrid Of(nint samples, nint positions, ChannelRange channels)
        {
            nint length = UnitBytes / sizeof(T);

            // A plane that a kernel may know the extents of is never divided.
            bool divided = positions > Math.Max(length, TKernel.BlockLength);
            int run = divided ? 1 : (int)Math.Clamp(length / Math.Max(1, positions), 1, channels.Count);
            nint part = divided ? length : positions;
            nint parts = divided ? (positions + part - 1) / part : 1;
            return new UnitGrid(samples, positions, (channels.Count + run - 1) / run, parts, run, part);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Unit(ChannelRange channels, nint unit, out nint at, out int channel, out nint run, out nint positions)
        {
            (nint planes, nint part) = PartsPerPlane == 1 ? (unit, 0) : Math.DivRem(unit, PartsPerPlane);
            (nint sample, nint runOfSample) = RunsPerSample == 1 ? (planes, 0) : Math.DivRem(planes, RunsPerSample);
            channel = channels.First + ((int)runOfSample * RunFeatures);
            run = Math.Min(RunFeatures, channels.End - channel);
            nint position = part * PartLength;
            positions = Math.Min(PartLength, Positions - position);
            at = (((sample * TKernel.Features) + channel) * Positions) + position;
        }
    }
}
