using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchNormGen.CompilerServices;

/// <summary>A layer's declared shape: checks what callers hand in against it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LayerShape
{
    /// <summary>Stands for a batch size that the caller did not give and that the statistics do not need.</summary>
    internal const int NoBatchSize = -1;

    private protected LayerShape(string layer, int numFeatures)
    {
        Layer = layer;
        NumFeatures = numFeatures;
    }

    internal string Layer { get; }

    /// <summary>The number of values of each learned parameter: of channels, or of the values of a row.</summary>
    internal int NumFeatures { get; }

    /// <summary>The extents of the learned parameters.</summary>
    internal abstract int[] ParameterShape { get; }

    /// <summary>What one of the numbers of a learned parameter belongs to, for messages.</summary>
    internal abstract string Feature { get; }

    /// <summary>Checks that a tensor has the declared rank and extents.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    internal abstract void CheckTensor(string parameter, ReadOnlySpan<nint> lengths);

    /// <summary>An array that is null becomes an empty span too, but one that points nowhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected static bool IsNull<T>(ReadOnlySpan<T> x) => Unsafe.IsNullRef(in MemoryMarshal.GetReference(x));
}
