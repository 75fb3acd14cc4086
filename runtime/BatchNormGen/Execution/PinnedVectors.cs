using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchNormGen.Execution;

/// <summary>Memory that does not move and begins at whole 64 bytes, so that no group of lanes lies on two cache lines.</summary>
internal static unsafe class PinnedVectors
{
    /// <summary>The bytes of a cache line, and of all lanes.</summary>
    public const int Alignment = 64;

    /// <summary>An array that holds <paramref name="length"/> numbers from an aligned one on, all zero.</summary>
    /// <param name="length">How many numbers are needed.</param>
    /// <param name="origin">The index of the aligned one.</param>
    public static T[] Allocate<T>(int length, out int origin)
        where T : unmanaged
    {
        T[] array = GC.AllocateArray<T>(checked(length + (Alignment / sizeof(T))), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        origin = (int)((Alignment - (address % Alignment)) % Alignment) / sizeof(T);
        return array;
    }

    /// <summary>The address of a number of an array that <see cref="Allocate"/> made.</summary>
    public static T* Pointer<T>(T[] pinned, int index)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned)) + index;
}
