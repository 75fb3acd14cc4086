
namespace BatchNormGen.Lanes;

/// <summary>How lanes are written to memory.</summary>
internal interface IStores
{
    /// <summary>Whether stores bypass the caches: nothing is read before it is overwritten, and nothing else is evicted.</summary>
    static abstract bool Stream { get; }
}

/// <summary>Through the caches.</summary>
internal readonly struct CachedStores : IStores
{
    /// <inheritdoc/>
    public static bool Stream => false;
}

/// <summary>Past the caches, to whole 64 bytes.</summary>
internal readonly struct StreamingStores : IStores
{
    /// <inheritdoc/>
    public static bool Stream => true;
}
