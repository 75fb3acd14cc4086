using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;

namespace BatchNormGen.Walks;

/// <summary>Features innermost: all of them at once; chunks and units are ranges of stripes.</summary>
internal sealed unsafe partial class RowWalk<T>(RowDivision division)
    : Walk<T>(
        division.Features, division.MaxChunks,
        // A stripe, the lanes that fill its last group, and those that a stripe may begin late by.
        CacheLine.Pad<T>(division.StripeRows * division.Features) + CacheLine.Length<T>(),
        division.StripeRows, takesSamplesTogether: true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A multiple of the rows of any stripe of several.</summary>
    private const int MinFirstBlockRows = 32;

    /// <summary>The values of a first block that take longer to sum than what is done once per block.</summary>
    private const int MinFirstBlockValues = 2048;

    /// <summary>
    /// The most values of a tensor that is taken to be in the caches, where several stripes are worked on side by side. From memory that would
    /// take longer, since prefetchers follow one stripe at a time.
    /// </summary>
    private static readonly nint MaxCachedLength = (nint)Math.Min(CacheSizes.Machine.SecondLevel, int.MaxValue) / sizeof(T);

    private readonly int _stripeLength = division.StripeRows * division.Features;
    private readonly nint _blockRows = (nint)division.BlockStripes * division.StripeRows;

    /// <summary>
    /// The rows of a chunk's first block, which is the only one that is always summed twice: whole stripes, and not so few values that what is
    /// done once per block would take longer than summing them.
    /// </summary>
    private readonly int _firstBlockRows = Math.Max(
        MinFirstBlockRows, MinFirstBlockValues / (division.StripeRows * division.Features) * division.StripeRows);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override BatchDivision Divide(nint samples, nint positions)
    {
        // Whole blocks, so that only the last block of a batch is a part of one.
        nint rows = samples * positions;
        nint blocks = (rows + _blockRows - 1) / _blockRows;
        nint chunkLength = (blocks + MaxChunks - 1) / MaxChunks * _blockRows;
        int chunks = chunkLength == 0 ? 0 : (int)((rows + chunkLength - 1) / chunkLength);
        return new(samples, positions, Features, Features, chunks, chunkLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override nint ChunkCount(in BatchDivision division, int chunk) =>
        Math.Min(division.ChunkLength, division.Count - (chunk * division.ChunkLength));

    public override nint Runs(in BatchDivision division, int chunk) => 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override ValueBlock Run(in BatchDivision division, int chunk, nint run, StatisticRange range) =>
        new(chunk * division.ChunkLength * Features, Position: 0, ChunkCount(in division, chunk), Positions: 1, SampleStride: Features, FeatureStride: 1);

    public override (nint First, nint Largest) BlockSamples(in BatchDivision division, in ValueBlock run) => (_firstBlockRows, _blockRows);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Clear(SumVectors sums, StatisticRange range)
    {
        new Span<double>(sums.First, VectorLength).Clear();
        new Span<double>(sums.Second, VectorLength).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddSums(in ReductionCall<T> reduction, in BatchDivision division, in ValueBlock block, StatisticRange range)
    {
        reduction.Arguments.Advance(block.Offset, constants: 0, crossConstants: 0, out KernelArguments<T> arguments);
        arguments.Count = block.Samples;
        arguments.IsCached = IsCached(division.Count);
        reduction.Kernel.Run(in arguments);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Fold(SumVectors sums)
    {
        StripeVector.Fold(sums.First, Features, StripeRows);
        StripeVector.Fold(sums.Second, Features, StripeRows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsCached(nint rows) => rows * Features <= MaxCachedLength;
}
