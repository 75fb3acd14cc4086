using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;

namespace BatchNormGen.Walks;

/// <summary>Positions innermost: features in groups, chunks are ranges of blocks, units are runs of planes or parts of one.</summary>
/// <remarks>A block holds the planes of a group of features in some samples; of planes that are larger than that, it is a part of one.</remarks>
internal sealed unsafe partial class PlaneWalk<T>(PlaneDivision division)
    : Walk<T>(division.Features, division.MaxChunks, CacheLine.Pad<T>(division.Features), stripeRows: 1, takesSamplesTogether: false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most bytes of the planes of a group of features in one sample, if one is not larger: the group is reduced and mapped before the next.</summary>
    private const int GroupBytes = 64 * 1024;

    /// <summary>The fewest such bytes: they lie side by side, and with less, memory is read in leaps, which takes longer than reading it twice.</summary>
    private const int MinGroupBytes = 24 * 1024;

    /// <summary>The groups of features in chunks that a batch is divided into, if it has so many and no more groups than that: enough for any common number of threads.</summary>
    private const int Tasks = 16;

    /// <summary>The bytes of a block of whole planes, of all features that are measured together: twice that fits the second-level cache.</summary>
    private const int BlockBytes = 256 * 1024;

    /// <summary>The first block of a chunk is one in so many of its planes, if these fit a block: it is summed twice, the second time from the cache.</summary>
    private const int FirstBlockParts = 8;

    /// <summary>The fewest values per feature of that block: of fewer, the mean is no estimate, and summing them twice costs nothing.</summary>
    private const int MinFirstPart = 255;

    private readonly int _blockLength = division.BlockLength;

    public override int EstimateLength { get; } = division.EstimateLength;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override BatchDivision Divide(nint samples, nint positions)
    {
        // Enough for the threads, together with the groups of features; how many there are must not matter.
        int groupFeatures = GroupFeatures(positions, GroupBytes);
        nint blocks = Blocks(samples, positions);
        int most = Math.Clamp(Tasks / ((Features + groupFeatures - 1) / groupFeatures), 1, MaxChunks);
        nint chunkLength = (blocks + most - 1) / most;
        int chunks = chunkLength == 0 ? 0 : (int)((blocks + chunkLength - 1) / chunkLength);
        return new(samples, positions, Features, GroupFeatures(positions, CachedGroupBytes(samples)), chunks, chunkLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override nint ChunkCount(in BatchDivision division, int chunk)
    {
        if (HasWholePlanes(division.Positions))
        {
            return ChunkSamples(in division, chunk).Count * division.Positions;
        }

        nint count = 0;
        (nint first, nint end) = ChunkBlocks(in division, chunk);
        for (nint block = first; block < end; block++)
        {
            count += Part(in division, block).Positions;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override nint Runs(in BatchDivision division, int chunk)
    {
        (nint first, nint end) = ChunkBlocks(in division, chunk);
        return HasWholePlanes(division.Positions) ? 1 : end - first;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override ValueBlock Run(in BatchDivision division, int chunk, nint run, StatisticRange range)
    {
        nint positions = division.Positions, sampleStride = Features * positions, offset = range.First * positions;
        if (HasWholePlanes(positions))
        {
            // Sample by sample: the planes of adjacent features lie side by side, those of one feature far apart.
            (nint first, nint samples) = ChunkSamples(in division, chunk);
            return new((first * sampleStride) + offset, Position: 0, samples, positions, sampleStride, positions);
        }

        (nint sample, nint position, nint length) = Part(in division, (chunk * division.ChunkLength) + run);
        return new((sample * sampleStride) + offset + position, position, Samples: 1, length, sampleStride, positions);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override (nint First, nint Largest) BlockSamples(in BatchDivision division, in ValueBlock run)
    {
        nint largest = Math.Max(1, BlockBytes / sizeof(T) / (GroupFeatures(division.Positions, GroupBytes) * division.Positions));
        return (Math.Max(Math.Min(run.Samples / FirstBlockParts, largest), 1 + (MinFirstPart / division.Positions)), largest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Clear(SumVectors sums, StatisticRange range)
    {
        new Span<double>(sums.First + range.First, range.Count).Clear();
        new Span<double>(sums.Second + range.First, range.Count).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddSums(in ReductionCall<T> reduction, in BatchDivision division, in ValueBlock block, StatisticRange range)
    {
        // The planes of adjacent features are handed over at once where they are whole.
        int features = block.Positions == block.FeatureStride ? range.Count : 1;
        for (nint sample = 0; sample < block.Samples; sample++)
        {
            for (int feature = 0; feature < range.Count; feature += features)
            {
                nint offset = block.Offset + (sample * block.SampleStride) + (feature * block.FeatureStride);
                reduction.Arguments.AdvanceSums(offset, range.First + feature, block.Position, out KernelArguments<T> arguments);
                arguments.Count = features;
                arguments.Positions = block.Positions;
                reduction.Kernel.Run(in arguments);
            }
        }
    }

    /// <summary>The sums of a plane are its feature's already.</summary>
    public override void Fold(SumVectors sums)
    {
    }

    /// <summary>
    /// Such bytes that the planes of all samples stay in the second-level cache between measuring and mapping, if these are not too few.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint CachedGroupBytes(nint samples)
    {
        nint bytes = (nint)Math.Min(CacheSizes.Machine.SecondLevel, int.MaxValue) / 8 * 5 / Math.Max(1, samples);
        return bytes is >= MinGroupBytes and < GroupBytes ? bytes : GroupBytes;
    }

    /// <summary>A number of features that divides all into groups of one size, so that threads have as much to do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int GroupFeatures(nint positions, nint bytes)
    {
        int most = (int)Math.Clamp(bytes / sizeof(T) / Math.Max(1, positions), 1, Features);
        int groups = (Features + most - 1) / most;
        return (Features + groups - 1) / groups;
    }

    /// <summary>Whether planes are no larger than a block.</summary>
    private bool HasWholePlanes(nint positions) => positions <= _blockLength;

    private nint SamplesPerBlock(nint positions) => Math.Max(1, _blockLength / Math.Max(1, positions));

    private nint BlocksPerPlane(nint positions) => (positions + _blockLength - 1) / _blockLength;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint Blocks(nint samples, nint positions) =>
        (samples + SamplesPerBlock(positions) - 1) / SamplesPerBlock(positions) * BlocksPerPlane(positions);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (nint First, nint End) ChunkBlocks(in BatchDivision division, int chunk) =>
        (chunk * division.ChunkLength, Math.Min((chunk + 1) * division.ChunkLength, Blocks(division.Samples, division.Positions)));

    /// <summary>The samples of a chunk of whole planes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (nint First, nint Count) ChunkSamples(in BatchDivision division, int chunk)
    {
        (nint first, nint end) = ChunkBlocks(in division, chunk);
        nint samplesPerBlock = SamplesPerBlock(division.Positions);
        return (first * samplesPerBlock, Math.Min(end * samplesPerBlock, division.Samples) - (first * samplesPerBlock));
    }

    /// <summary>A block that is a part of a plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (nint Sample, nint Position, nint Positions) Part(in BatchDivision division, nint block)
    {
        (nint sample, nint part) = Math.DivRem(block, BlocksPerPlane(division.Positions));
        nint position = part * _blockLength;
        return (sample, position, Math.Min(_blockLength, division.Positions - position));
    }
}
