using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>Where the values of a batch lie while a model is computed, or of all weights: an address.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct ModelBuffer
{
    internal ModelBuffer(float* pointer) => Pointer = pointer;

    /// <summary>No memory: of what nobody wants.</summary>
    public static ModelBuffer None => default;

    internal float* Pointer { get; }

    internal bool Exists => Pointer is not null;
}
