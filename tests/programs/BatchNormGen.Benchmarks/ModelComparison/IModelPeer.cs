namespace BatchNormGen.Benchmarks.ModelComparison;

/// <summary>An implementation of networks.</summary>
internal interface IModelPeer
{
    string Name { get; }

    /// <summary>Its version, for the report.</summary>
    string Version { get; }

    /// <summary>Why it cannot run here; null if it can.</summary>
    string? Absence { get; }

    /// <summary>The ways to do a task on so many threads, of which the fastest counts; none where it cannot.</summary>
    IEnumerable<IPreparedModel> Prepare(ModelData data, int threads);
}
