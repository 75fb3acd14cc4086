using System.Numerics;
using BatchNormGen.Statistics;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution;

/// <summary>A computation in three phases: reduce each statistic's chunks, finish each statistic, map all values.</summary>
internal abstract class Phases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Reduces one chunk of some statistics.</summary>
    public abstract void Reduce(ref BatchCall<T> call, StatisticRange range, int chunk);

    /// <summary>Merges the chunks of some statistics, and computes the constants of the map.</summary>
    public abstract void Finish(ref BatchCall<T> call, StatisticRange range);

    /// <summary>The map, with the constants that <see cref="Finish"/> left.</summary>
    public abstract void DescribeMap(ref BatchCall<T> call, out MapCall<T> map);
}
