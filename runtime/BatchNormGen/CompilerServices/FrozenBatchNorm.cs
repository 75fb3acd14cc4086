using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchNormGen.Execution;

namespace BatchNormGen.CompilerServices;

/// <summary>All that a frozen layer holds: its constants, ready for prediction, in one aligned block of memory that is never written again.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class FrozenBatchNorm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Mean, scale and shift.</summary>
    private const int Vectors = 3;

    // Keeps the memory that the pointers point to.
    private readonly T[] _block;

    internal FrozenBatchNorm(LayerShape shape, int vectorLength, int maxDegreeOfParallelism)
    {
        Shape = shape;
        MaxDegreeOfParallelism = maxDegreeOfParallelism;

        _block = GC.AllocateArray<T>(checked((Vectors * vectorLength) + (CacheLine.Bytes / sizeof(T))), pinned: true);
        Mean = CacheLine.Align((T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_block)));
        Scale = Mean + vectorLength;
        Shift = Scale + vectorLength;
    }

    /// <summary>The layer's shape.</summary>
    public LayerShape Shape { get; }

    /// <summary>The largest number of threads, as the layer had it; −1 for the machine's processors.</summary>
    public int MaxDegreeOfParallelism { get; }

    internal T* Mean { get; }

    internal T* Scale { get; }

    internal T* Shift { get; }
}
