using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Lanes;

namespace BatchNormGen.FunctionErrors;

/// <summary>Applies a function to numbers.</summary>
internal static class Evaluation
{
    /// <summary>With lanes of vectors of so many bits; the numbers are a multiple of 64 bytes.</summary>
    public static void Run<TFunction, T>(int bits, ReadOnlySpan<T> z, Span<T> y)
        where TFunction : struct, ILaneFunction
        where T : unmanaged
    {
        switch (bits)
        {
            case 512:
                Run<TFunction, Lanes512<T, CachedStores>, T>(z, y);
                break;
            case 256:
                Run<TFunction, Lanes256<T, CachedStores>, T>(z, y);
                break;
            default:
                Run<TFunction, Lanes128<T, CachedStores>, T>(z, y);
                break;
        }
    }

    private static void Run<TFunction, TLanes, T>(ReadOnlySpan<T> z, Span<T> y)
        where TFunction : struct, ILaneFunction
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        int lanes = 64 / Unsafe.SizeOf<T>();
        ArgumentOutOfRangeException.ThrowIfNotEqual(z.Length % lanes, 0, nameof(z));
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, z.Length, nameof(y));
        ref readonly T source = ref MemoryMarshal.GetReference(z);
        ref T destination = ref MemoryMarshal.GetReference(y);
        for (int i = 0; i < z.Length; i += lanes)
        {
            TLanes.Store(TFunction.Apply<TLanes, T>(TLanes.Load(in source, i)), ref destination, i);
        }
    }
}
