using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.Statistics;

namespace BatchNormGen.Walks;

/// <summary>How kernels are led through a batch: by rows or by planes.</summary>
/// <remarks>
/// Reductions go by chunk, and chunks consist of runs of values. What they are follows from the shape alone, and chunks are merged in a
/// fixed order, so that results do not depend on who computes what. Maps go by unit, in any order.
/// </remarks>
internal abstract unsafe class Walk<T>(int features, int maxChunks, int vectorLength, int stripeRows, bool takesSamplesTogether)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The bytes of a unit: what a thread takes at a time, some microseconds of work.</summary>
    protected const int UnitBytes = 64 * 1024;

    /// <summary>The number of statistics.</summary>
    public int Features { get; } = features;

    /// <summary>The most chunks there can be.</summary>
    public int MaxChunks { get; } = maxChunks;

    /// <summary>The first values of a plane whose mean the moments are taken about at first.</summary>
    public virtual int EstimateLength => 1;

    /// <summary>The length of a vector in scratch memory.</summary>
    public int VectorLength { get; } = vectorLength;

    /// <summary>The rows of a stripe; 1 where lanes are positions.</summary>
    protected int StripeRows { get; } = stripeRows;

    /// <summary>Whether one call of a kernel takes all samples: rows of one lie behind those of the other.</summary>
    private bool TakesSamplesTogether { get; } = takesSamplesTogether;

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

    /// <summary>A vector of one number per statistic in the form that kernels take: itself, unless it has to go along a stripe of several rows, or on behind it.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="scratch">Where it is written, if it is not in that form already; may be the vector itself.</param>
    /// <param name="rows">The number of values of a statistic.</param>
    /// <param name="streams">Whether a map streams.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Spread(T* vector, T* scratch, nint rows, bool streams) =>
        (StripeRows == 1 || rows == 1) && !streams ? vector : SpreadAlong(vector, scratch, rows);

    /// <summary>Whether a result can be written in whole, aligned 64 bytes, but for edges.</summary>
    public abstract bool CanStream(T* result, nint positions);

    /// <summary>The number of units that a map over some statistics consists of.</summary>
    public abstract nint Units(nint samples, nint positions, StatisticRange range);

    /// <summary>Maps some units of some statistics.</summary>
    public abstract void Map(in MapCall<T> call, StatisticRange range, nint first, nint end);

    /// <summary>Maps all of a small batch on the caller's thread, through the caches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MapSmall(Kernel<T> kernel, ref MapCall<T> call)
    {
        call.Arguments.Positions = call.Positions;
        call.Arguments.IsCached = true;
        call.Arguments.Count = TakesSamplesTogether ? call.Samples * call.Positions : Features;
        kernel.Run(in call.Arguments);
        if (!TakesSamplesTogether && call.Samples > 1)
        {
            MapFurtherSamples(kernel, ref call);
        }
    }

    /// <summary>The vector along a stripe, and on by a group of lanes.</summary>
    protected abstract T* SpreadAlong(T* vector, T* scratch, nint rows);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MapFurtherSamples(Kernel<T> kernel, ref MapCall<T> call)
    {
        for (nint sample = 1; sample < call.Samples; sample++)
        {
            call.Arguments.Advance(Features * call.Positions, constants: 0, crossConstants: 0, out call.Arguments);
            kernel.Run(in call.Arguments);
        }
    }
}
