using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.Walks;

namespace BatchNormGen.Statistics;

/// <summary>Merges the chunks of each statistic into the first: neighbours first, then neighbours of those, in the same order always; or the numbers of other values.</summary>
internal static unsafe class ChunkMerging
{
    /// <summary>Merges moments.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MergeMoments<T>(Walk<T> walk, in BatchDivision division, ChunkScratch<T> scratch, StatisticRange range)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int step = 1; step < division.Chunks; step *= 2)
        {
            for (int chunk = 0; chunk + step < division.Chunks; chunk += 2 * step)
            {
                MergeWeights weights = new(Count(walk, in division, chunk, step), Count(walk, in division, chunk + step, step));
                StatisticWork.Run(range, new MomentMerge(scratch.Moments(chunk), scratch.Moments(chunk + step), weights));
            }
        }
    }

    /// <summary>Merges the moments of other values.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Merge(MomentVectors moments, MomentVectors others, MergeWeights weights, StatisticRange range) =>
        StatisticWork.Run(range, new MomentMerge(moments, others, weights));

    /// <summary>Adds the sums of other values.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Add(SumVectors sums, SumVectors others, StatisticRange range) => StatisticWork.Run(range, new SumMerge(sums, others));

    /// <summary>Merges two sums.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MergeSums(ChunkSums sums, int chunks, StatisticRange range)
    {
        for (int step = 1; step < chunks; step *= 2)
        {
            for (int chunk = 0; chunk + step < chunks; chunk += 2 * step)
            {
                StatisticWork.Run(range, new SumMerge(sums[chunk], sums[chunk + step]));
            }
        }
    }

    /// <summary>The number of values of a statistic in adjacent chunks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint Count<T>(Walk<T> walk, in BatchDivision division, int chunk, int chunks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint count = 0;
        for (int i = chunk; i < Math.Min(chunk + chunks, division.Chunks); i++)
        {
            count += walk.ChunkCount(in division, i);
        }

        return count;
    }

    private readonly struct MomentMerge(MomentVectors moments, MomentVectors others, MergeWeights weights) : IStatisticWork
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount =>
            StatisticMoments.Load(moments, c, count).Merge(StatisticMoments.Load(others, c, count), weights).Store(moments, c, count);
    }

    private readonly struct SumMerge(SumVectors sums, SumVectors others) : IStatisticWork
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            Add(sums.First, others.First, c, count);
            Add(sums.Second, others.Second, c, count);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add<TCount>(double* sums, double* others, int c, TCount count)
            where TCount : struct, IStatisticCount =>
            StatisticVector.Store(sums, c, count, StatisticVector.Load(sums, c, count) + StatisticVector.Load(others, c, count));
    }
}
