using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BatchNormGen.Lanes;

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

    /// <summary>The first of 64 bytes of lanes that mask others: all bits of the first <paramref name="count"/> lanes, none of those behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T FirstMask<T>(int count)
        where T : unmanaged =>
        ref Unsafe.Add(ref Unsafe.As<ulong, T>(ref MemoryMarshal.GetReference(OnesThenZeros)), (Bytes / Unsafe.SizeOf<T>()) - count);

    /// <summary>Reads the first numbers of a vector: none if there are fewer than one, all if there are more. Zeros behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<T> LoadFirst256<T>(ref readonly T source, int count)
        where T : unmanaged
    {
        if (count <= 0)
        {
            return Vector256<T>.Zero;
        }

        if (count >= Vector256<T>.Count)
        {
            return Vector256.LoadUnsafe(in source);
        }

        if (!Avx.IsSupported)
        {
            ref readonly T upper = ref Unsafe.Add(ref Unsafe.AsRef(in source), Vector128<T>.Count);
            return Vector256.Create(LoadFirst128(in source, count), LoadFirst128(in upper, count - Vector128<T>.Count));
        }

        // Masked reads touch the chosen lanes only.
        void* first = Unsafe.AsPointer(ref Unsafe.AsRef(in source));
        return typeof(T) == typeof(float)
            ? Avx.MaskLoad((float*)first, Vector256.LoadUnsafe(ref FirstMask<float>(count))).As<float, T>()
            : Avx.MaskLoad((double*)first, Vector256.LoadUnsafe(ref FirstMask<double>(count))).As<double, T>();
    }

    /// <inheritdoc cref="LoadFirst256"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LoadFirst128<T>(ref readonly T source, int count)
        where T : unmanaged
    {
        if (count <= 0)
        {
            return Vector128<T>.Zero;
        }

        if (count >= Vector128<T>.Count)
        {
            return Vector128.LoadUnsafe(in source);
        }

        // Masked reads are not everywhere. There is one float, two (or a double) or three.
        ref float words = ref Unsafe.As<T, float>(ref Unsafe.AsRef(in source));
        return Words<T>(count) switch
        {
            1 => Vector128.CreateScalar(words).As<float, T>(),
            2 => LoadTwoWords(ref words).As<double, T>(),
            _ => LoadTwoWords(ref words).AsSingle().WithElement(2, Unsafe.Add(ref words, 2)).As<float, T>(),
        };
    }

    /// <summary>Writes the first numbers of a vector, all or none included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<T>(Vector512<T> value, ref T destination, int count)
        where T : unmanaged
    {
        // Not by a mask: a load that follows on what a masked store has written waits for the store, some 10 ns on AMD's processors.
        Vector256<T> half = value.GetLower();
        if (count >= Vector256<T>.Count)
        {
            half.StoreUnsafe(ref destination);
            half = value.GetUpper();
            destination = ref Unsafe.Add(ref destination, Vector256<T>.Count);
            count -= Vector256<T>.Count;
        }

        StoreFirst(half, ref destination, count);
    }

    /// <inheritdoc cref="StoreFirst{T}(Vector512{T}, ref T, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<T>(Vector256<T> value, ref T destination, int count)
        where T : unmanaged
    {
        // By halves: a masked store of this width takes AMD's processors ten times as long as a store.
        Vector128<T> half = value.GetLower();
        if (count >= Vector128<T>.Count)
        {
            half.StoreUnsafe(ref destination);
            half = value.GetUpper();
            destination = ref Unsafe.Add(ref destination, Vector128<T>.Count);
            count -= Vector128<T>.Count;
        }

        StoreFirst(half, ref destination, count);
    }

    /// <inheritdoc cref="StoreFirst{T}(Vector512{T}, ref T, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<T>(Vector128<T> value, ref T destination, int count)
        where T : unmanaged
    {
        ref float words = ref Unsafe.As<T, float>(ref destination);
        switch (Words<T>(count))
        {
            case 0:
                break;
            case 1:
                words = value.As<T, float>().ToScalar();
                break;
            case 2:
                StoreTwoWords(value.As<T, double>(), ref words);
                break;
            case 3:
                StoreTwoWords(value.As<T, double>(), ref words);
                Unsafe.Add(ref words, 2) = value.As<T, float>().GetElement(2);
                break;
            default:
                value.StoreUnsafe(ref destination);
                break;
        }
    }

    /// <summary>One vector's lanes where a mask has all bits, another's where it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Select<T>(Vector256<T> mask, Vector256<T> first, Vector256<T> second)
        where T : unmanaged
    {
        if (!Avx.IsSupported)
        {
            return Vector256.ConditionalSelect(mask, first, second);
        }

        // One instruction, where a mask of any bits takes three.
        return typeof(T) == typeof(float)
            ? Avx.BlendVariable(second.As<T, float>(), first.As<T, float>(), mask.As<T, float>()).As<float, T>()
            : Avx.BlendVariable(second.As<T, double>(), first.As<T, double>(), mask.As<T, double>()).As<double, T>();
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

    /// <summary>The sum of four floats, in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumOfFour<T>(Vector128<T> four)
    {
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(four.As<T, float>());
        return SumOfTwo(lower + upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumOfTwo(Vector128<double> two) => two[0] + two[1];

    /// <summary>The sum of half a group, in its own type: see <see cref="CompilerServices.ILanes{TSelf, T}.ShortSum"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ShortSum<T>(Vector256<T> half) => ShortSum(half.GetLower() + half.GetUpper());

    /// <summary>The sum of a quarter of a group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ShortSum<T>(Vector128<T> quarter)
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<float> four = quarter.As<T, float>();
            Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3));
            return (T)(object)(two[0] + two[1]);
        }

        Vector128<double> last = quarter.As<T, double>();
        return (T)(object)(last[0] + last[1]);
    }

    private static int Words<T>(int count) => count * (Unsafe.SizeOf<T>() / sizeof(float));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> LoadTwoWords(ref float words) =>
        Vector128.CreateScalar(Unsafe.ReadUnaligned<double>(in Unsafe.As<float, byte>(ref words)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTwoWords(Vector128<double> value, ref float words) =>
        Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref words), value.ToScalar());
}
