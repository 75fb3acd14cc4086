using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchNormGen.Memory;

/// <summary>One pinned block of memory that vectors are taken from one after another, each beginning at a whole 64 bytes.</summary>
/// <remarks>Pointers into it are valid as long as the block lives; views keep it alive by themselves.</remarks>
internal sealed unsafe class VectorBlock<T>
    where T : unmanaged
{
    private readonly T[] _array;
    private readonly int _vectorLength;
    private readonly int _end;
    private int _next;

    /// <summary>Allocates room for some vectors, all zero.</summary>
    /// <param name="vectorLength">The length of a vector, in whole cache lines.</param>
    /// <param name="vectors">The number of vectors that will be taken.</param>
    public VectorBlock(int vectorLength, int vectors)
    {
        Debug.Assert(vectorLength % CacheLine.Length<T>() == 0, "Vectors are whole cache lines.");
        int length = checked(vectorLength * vectors);
        _array = GC.AllocateArray<T>(checked(length + CacheLine.Length<T>()), pinned: true);
        _vectorLength = vectorLength;
        T* memory = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _next = (int)(CacheLine.Align(memory) - memory);
        _end = _next + length;
    }

    /// <summary>Takes the next vector.</summary>
    public T* Take() => Take(1);

    /// <summary>Takes adjacent vectors.</summary>
    public T* Take(int vectors) => Pointer(Advance(vectors));

    /// <summary>Takes the next vector as a view of its first elements, and as a pointer.</summary>
    public Memory<T> Take(int length, out T* pointer)
    {
        int at = Advance(1);
        pointer = Pointer(at);
        return _array.AsMemory(at, length);
    }

    /// <summary>States that all vectors were taken: room that nobody takes, or too little of it, is a mistake in counting.</summary>
    public void AssertTaken() => Debug.Assert(_next == _end, "Every vector that there is room for is taken.");

    private int Advance(int vectors)
    {
        int at = _next;
        _next += vectors * _vectorLength;
        return _next <= _end ? at : throw new InvalidOperationException("More vectors are taken than there is room for.");
    }

    private T* Pointer(int at) => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array)) + at;
}
