using System.Numerics;
using BatchNormGen.Execution;
using BatchNormGen.Statistics;

namespace BatchNormGen.Walks;

/// <summary>How kernels are led through a batch: by rows or by planes.</summary>
/// <remarks>
/// Reductions go by chunk, and chunks consist of runs of values. What they are follows from the shape alone, and chunks are merged in a
/// fixed order, so that results do not depend on who computes what. Maps go by unit, in any order.
/// </remarks>
internal abstract unsafe class Walk<T>(int features, int maxChunks, int vectorLength)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The bytes of a unit: what a thread takes at a time, some microseconds of work.</summary>
    protected const int UnitBytes = 64 * 1024;

    /// <summary>The number of statistics.</summary>
    public int Features { get; } = features;

    /// <summary>The most chunks there can be.</summary>
    public int MaxChunks { get; } = maxChunks;

    /// <summary>The length of a vector in scratch memory.</summary>
    public int VectorLength { get; } = vectorLength;

    /// <summary>Divides a batch.</summary>
    public abstract BatchDivision Divide(nint samples, nint positions);

    /// <summary>The number of values of a statistic in a chunk.</summary>
    public abstract nint ChunkCount(in BatchDivision division, int chunk);

    /// <summary>The number of runs of a chunk.</summary>
    public abstract nint Runs(in BatchDivision division, int chunk);

    /// <summary>A run of a chunk: the values of some statistics.</summary>
    public abstract ValueBlock Run(in BatchDivision division, int chunk, nint run, StatisticRange range);

    /// <summary>The most samples of the first block of a chunk, and of every other, while its moments are measured.</summary>
    public abstract (nint First, nint Largest) BlockSamples(in BatchDivision division, in ValueBlock run);

    /// <summary>Sets sums to zero.</summary>
    public abstract void Clear(SumVectors sums, StatisticRange range);

    /// <summary>Adds the values of a block to the sums of a reduction.</summary>
    public abstract void AddSums(in ReductionCall<T> reduction, in BatchDivision division, in ValueBlock block, StatisticRange range);

    /// <summary>Brings sums to one per statistic, when all values were added.</summary>
    public abstract void Fold(SumVectors sums);

    /// <summary>Makes a vector of one number per statistic ready for reductions, in place.</summary>
    public abstract void SpreadInPlace(T* vector);

    /// <summary>A vector of one number per statistic in the form that kernels take.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="scratch">Where it is written, if it is not in that form already; may be the vector itself.</param>
    /// <param name="rows">The number of values of a statistic.</param>
    /// <param name="streams">Whether a map streams.</param>
    public abstract T* Spread(T* vector, T* scratch, nint rows, bool streams);

    /// <summary>Whether a result can be written in whole, aligned 64 bytes, but for edges.</summary>
    public abstract bool CanStream(T* result, nint positions);

    /// <summary>The number of units that a map over some statistics consists of.</summary>
    public abstract nint Units(nint samples, nint positions, StatisticRange range);

    /// <summary>Maps some units of some statistics.</summary>
    public abstract void Map(in MapCall<T> call, StatisticRange range, nint first, nint end);

    /// <summary>Maps all of a small batch on the caller's thread, through the caches.</summary>
    public abstract void MapSmall(ref MapCall<T> call);
}
