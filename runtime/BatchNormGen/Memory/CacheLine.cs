using System.Runtime.CompilerServices;

namespace BatchNormGen.Memory;

/// <summary>The 64 bytes that caches hold memory by, which is also what a group of lanes fills.</summary>
internal static unsafe class CacheLine
{
    public const int Bytes = 64;

    /// <summary>The number of elements in a line.</summary>
    public static int Length<T>()
        where T : unmanaged => Bytes / sizeof(T);

    /// <summary>A length rounded up to whole lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Pad<T>(int length)
        where T : unmanaged => (length + Length<T>() - 1) / Length<T>() * Length<T>();

    /// <summary>The first place from here on where a line begins; at most <see cref="Bytes"/> − 1 bytes on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T* Align<T>(T* memory)
        where T : unmanaged => (T*)(((nuint)memory + Bytes - 1) & ~(nuint)(Bytes - 1));
}
