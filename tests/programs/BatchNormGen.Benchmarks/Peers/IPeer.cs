using BatchNormGen.Benchmarks.Data;

namespace BatchNormGen.Benchmarks.Peers;

/// <summary>An implementation of normalization layers.</summary>
internal interface IPeer
{
    string Name { get; }

    /// <summary>Its version, for the report.</summary>
    string Version { get; }

    /// <summary>Why it cannot run here; null if it can.</summary>
    string? Absence { get; }

    /// <summary>Makes a layer for a batch; null if it has none for this shape or so many threads.</summary>
    IPreparedLayer? Prepare(BatchData data, int threads);
}
