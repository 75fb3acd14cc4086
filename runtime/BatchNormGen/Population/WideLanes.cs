using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BatchNormGen.Statistics;

namespace BatchNormGen.Population;

/// <summary>Eight values, widened to double.</summary>
internal static unsafe class WideLanes
{
    public const int Length = StatisticVector.Length;

    /// <summary>64 bytes of zeros, then 64 of ones: a window into it is a mask of the last lanes.</summary>
    private static ReadOnlySpan<ulong> ZerosThenOnes =>
    [
        0, 0, 0, 0, 0, 0, 0, 0,
        ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load<T>(T* source)
        where T : unmanaged =>
        typeof(T) == typeof(double)
            ? Vector512.Load((double*)source)
            : Vector512.WidenLower(Vector256.Load((float*)source).ToVector512Unsafe());

    /// <summary>One value, widened.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Widen<T>(T value)
        where T : unmanaged => typeof(T) == typeof(double) ? Unsafe.BitCast<T, double>(value) : Unsafe.BitCast<T, float>(value);

    /// <summary>Ones in the last <paramref name="count"/> lanes: for what is read once more, so that a whole vector can be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LastMask(nint count) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(ZerosThenOnes), (nuint)count).AsDouble();
}
