using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchNormGen.Memory;

namespace BatchNormGen.Execution.Models;

/// <summary>Memory that does not move and begins at a whole cache line, with a line behind it that kernels may read.</summary>
internal sealed unsafe class AlignedMemory
{
    // Keeps the memory that the pointer points to.
    private readonly float[] _array;

    /// <summary>Allocates room for some values, all zero.</summary>
    public AlignedMemory(long length)
    {
        Length = length;
        _array = GC.AllocateArray<float>(checked((int)(length + (2 * CacheLine.Length<float>()))), pinned: true);
        Pointer = CacheLine.Align((float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array)));
    }

    public long Length { get; }

    public float* Pointer { get; }
}
