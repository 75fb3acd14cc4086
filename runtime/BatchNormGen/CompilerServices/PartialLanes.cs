using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.CompilerServices;

/// <summary>What the lanes of all widths share: the first lanes only, and the last steps of the sum.</summary>
internal static class PartialLanes
{
    private const int Bytes = 64;

    /// <summary>64 bytes of ones, then 64 of zeros: a window into it is a mask of the first lanes.</summary>
    private static ReadOnlySpan<ulong> OnesThenZeros =>
    [
        ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue,
        0, 0, 0, 0, 0, 0, 0, 0,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> FirstMask512<T>(int count)
        where T : unmanaged
    {
        ref T ones = ref Unsafe.As<ulong, T>(ref MemoryMarshal.GetReference(OnesThenZeros));
        return Vector512.LoadUnsafe(ref ones, (nuint)(Vector512<T>.Count - count));
    }

    /// <summary>Goes through memory on the stack: exact, and the same on every machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LoadFirst<TLanes, T>(ref readonly T source, int count, TLanes fill)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        Unsafe.SkipInit(out Buffer buffer);
        ref byte bytes = ref Unsafe.As<Buffer, byte>(ref buffer);
        TLanes.Store(fill, ref Unsafe.As<byte, T>(ref bytes), 0);
        Unsafe.CopyBlockUnaligned(ref bytes, in Unsafe.As<T, byte>(ref Unsafe.AsRef(in source)), (uint)(count * Unsafe.SizeOf<T>()));
        return TLanes.Load(in Unsafe.As<byte, T>(ref bytes), 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<TLanes, T>(TLanes value, ref T destination, int count)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        Unsafe.SkipInit(out Buffer buffer);
        ref byte bytes = ref Unsafe.As<Buffer, byte>(ref buffer);
        TLanes.Store(value, ref Unsafe.As<byte, T>(ref bytes), 0);
        Unsafe.CopyBlockUnaligned(ref Unsafe.As<T, byte>(ref destination), in bytes, (uint)(count * Unsafe.SizeOf<T>()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe int LanesToAligned<T>(ref T destination, nint offset)
        where T : unmanaged
    {
        nuint address = (nuint)Unsafe.AsPointer(ref Unsafe.Add(ref destination, offset));
        return (int)((0 - address) % Bytes) / sizeof(T);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumOfFour(Vector256<double> four) => SumOfTwo(four.GetLower() + four.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumOfTwo(Vector128<double> two) => two[0] + two[1];

    [InlineArray(Bytes)]
    private struct Buffer
    {
        private byte _first;
    }
}
