namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>The caches of a machine.</summary>
/// <param name="SecondLevel">The bytes of a core's second level.</param>
/// <param name="LastLevel">The bytes of the last level.</param>
internal readonly record struct CacheSizes(long SecondLevel, long LastLevel)
{
    /// <summary>Where tensors of so many bytes lie, of which each thread works on its share.</summary>
    public Residence Of(long bytes, int threads) =>
        bytes <= SecondLevel * threads ? Residence.CoreCaches
        : bytes <= LastLevel ? Residence.SharedCache
        : Residence.Memory;
}
