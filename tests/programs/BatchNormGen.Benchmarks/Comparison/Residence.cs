namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>Where the tensors of a call are found by the next one.</summary>
internal enum Residence
{
    /// <summary>In the first two levels of the processors that work on them.</summary>
    CoreCaches,

    /// <summary>In the last level.</summary>
    SharedCache,

    Memory,
}
