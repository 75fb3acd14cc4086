using BatchNormGen.Statistics;

namespace BatchNormGen.Walks;

/// <summary>A batch as a walk divides it: chunks, which reductions go by, and groups of statistics, which are worked on together.</summary>
/// <param name="Samples">The number of samples.</param>
/// <param name="Positions">The number of positions of a sample.</param>
/// <param name="Features">The number of statistics.</param>
/// <param name="GroupFeatures">The statistics of a group. It steers the order of work only: no result depends on it.</param>
/// <param name="Chunks">The number of chunks that the values of a statistic are reduced in. It follows from the shape alone.</param>
/// <param name="ChunkLength">The length of a chunk, in the walk's own unit.</param>
internal readonly record struct BatchDivision(nint Samples, nint Positions, int Features, int GroupFeatures, int Chunks, nint ChunkLength)
{
    /// <summary>The number of values of a statistic.</summary>
    public nint Count => Samples * Positions;

    /// <summary>The number of groups.</summary>
    public int Groups => (Features + GroupFeatures - 1) / GroupFeatures;

    /// <summary>All statistics.</summary>
    public StatisticRange All => new(0, Features);

    /// <summary>The statistics of a group.</summary>
    public StatisticRange Group(int group) => new(group * GroupFeatures, Math.Min((group + 1) * GroupFeatures, Features));
}
