using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>How lanes are written to memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStores
{
    /// <summary>Whether past the caches, which spares reading what is overwritten, and the caches; for results larger than these.</summary>
    static abstract bool Stream { get; }
}

/// <summary>Through the caches.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CachedStores : IStores
{
    /// <inheritdoc/>
    public static bool Stream => false;
}

/// <summary>Past the caches, to whole 64 bytes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StreamingStores : IStores
{
    /// <inheritdoc/>
    public static bool Stream => true;
}
