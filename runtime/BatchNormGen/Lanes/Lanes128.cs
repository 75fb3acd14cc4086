using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Lanes;

/// <summary>Lanes in four 128-bit vectors, which exist everywhere (without hardware support, slowly).</summary>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="TStores">How lanes are written.</typeparam>
internal readonly partial struct Lanes128<T, TStores> : ILanes<Lanes128<T, TStores>, T>
    where T : unmanaged
    where TStores : struct, IStores
{
    private readonly Vector128<T> _v0;
    private readonly Vector128<T> _v1;
    private readonly Vector128<T> _v2;
    private readonly Vector128<T> _v3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes128(Vector128<T> v0, Vector128<T> v1, Vector128<T> v2, Vector128<T> v3)
    {
        _v0 = v0;
        _v1 = v1;
        _v2 = v2;
        _v3 = v3;
    }

    /// <inheritdoc/>
    public static bool IsOneVector => false;

    /// <inheritdoc/>
    public static Lanes128<T, TStores> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Splat(default);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> Splat(T value)
    {
        Vector128<T> quarter = Vector128.Create(value);
        return new(quarter, quarter, quarter, quarter);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> Splat(ref readonly T source, nint offset) => Splat(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> Load(ref readonly T source, nint offset) => new(
        Vector128.LoadUnsafe(in source, (nuint)offset),
        Vector128.LoadUnsafe(in source, (nuint)(offset + Vector128<T>.Count)),
        Vector128.LoadUnsafe(in source, (nuint)(offset + (2 * Vector128<T>.Count))),
        Vector128.LoadUnsafe(in source, (nuint)(offset + (3 * Vector128<T>.Count))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes128<T, TStores> Load(ref readonly T source, nint offset, nint next)
    {
        if (TStores.Stream && Sse.IsSupported)
        {
            // An address that is no memory is ignored.
            Sse.Prefetch0((T*)Unsafe.AsPointer(ref Unsafe.AsRef(in source)) + offset + next);
        }

        return Load(in source, offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> LoadFirst(ref readonly T source, nint offset, int count)
    {
        ref T first = ref Unsafe.Add(ref Unsafe.AsRef(in source), offset);
        return new(
            PartialLanes.LoadFirst128(in first, count),
            PartialLanes.LoadFirst128(in Unsafe.Add(ref first, Vector128<T>.Count), count - Vector128<T>.Count),
            PartialLanes.LoadFirst128(in Unsafe.Add(ref first, 2 * Vector128<T>.Count), count - (2 * Vector128<T>.Count)),
            PartialLanes.LoadFirst128(in Unsafe.Add(ref first, 3 * Vector128<T>.Count), count - (3 * Vector128<T>.Count)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> KeepFirst(Lanes128<T, TStores> value, int count)
    {
        Lanes128<T, TStores> mask = Load(in PartialLanes.FirstMask<T>(count), 0);
        return new(value._v0 & mask._v0, value._v1 & mask._v1, value._v2 & mask._v2, value._v3 & mask._v3);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> Join(Lanes128<T, TStores> first, Lanes128<T, TStores> second, int count)
    {
        Lanes128<T, TStores> mask = Load(in PartialLanes.FirstMask<T>(count), 0);
        return new(
            Vector128.ConditionalSelect(mask._v0, first._v0, second._v0),
            Vector128.ConditionalSelect(mask._v1, first._v1, second._v1),
            Vector128.ConditionalSelect(mask._v2, first._v2, second._v2),
            Vector128.ConditionalSelect(mask._v3, first._v3, second._v3));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Lanes128<T, TStores> value, ref T destination, nint offset)
    {
        if (TStores.Stream)
        {
            T* aligned = (T*)Unsafe.AsPointer(ref Unsafe.Add(ref destination, offset));
            value._v0.StoreAlignedNonTemporal(aligned);
            value._v1.StoreAlignedNonTemporal(aligned + Vector128<T>.Count);
            value._v2.StoreAlignedNonTemporal(aligned + (2 * Vector128<T>.Count));
            value._v3.StoreAlignedNonTemporal(aligned + (3 * Vector128<T>.Count));
        }
        else
        {
            value._v0.StoreUnsafe(ref destination, (nuint)offset);
            value._v1.StoreUnsafe(ref destination, (nuint)(offset + Vector128<T>.Count));
            value._v2.StoreUnsafe(ref destination, (nuint)(offset + (2 * Vector128<T>.Count)));
            value._v3.StoreUnsafe(ref destination, (nuint)(offset + (3 * Vector128<T>.Count)));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Lanes128<T, TStores> value, ref T destination, nint offset, int count)
    {
        (Vector128<T> first, Vector128<T> second) = (value._v0, value._v1);
        if (count >= 2 * Vector128<T>.Count)
        {
            first.StoreUnsafe(ref destination, (nuint)offset);
            second.StoreUnsafe(ref destination, (nuint)(offset + Vector128<T>.Count));
            (first, second) = (value._v2, value._v3);
            offset += 2 * Vector128<T>.Count;
            count -= 2 * Vector128<T>.Count;
        }

        if (count >= Vector128<T>.Count)
        {
            first.StoreUnsafe(ref destination, (nuint)offset);
            first = second;
            offset += Vector128<T>.Count;
            count -= Vector128<T>.Count;
        }

        PartialLanes.StoreFirst(first, ref Unsafe.Add(ref destination, offset), count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LanesToAligned(ref T destination, nint offset) => TStores.Stream ? PartialLanes.LanesToAligned(ref destination, offset) : 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> operator +(Lanes128<T, TStores> left, Lanes128<T, TStores> right) =>
        new(left._v0 + right._v0, left._v1 + right._v1, left._v2 + right._v2, left._v3 + right._v3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> operator -(Lanes128<T, TStores> left, Lanes128<T, TStores> right) =>
        new(left._v0 - right._v0, left._v1 - right._v1, left._v2 - right._v2, left._v3 - right._v3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> operator *(Lanes128<T, TStores> left, Lanes128<T, TStores> right) =>
        new(left._v0 * right._v0, left._v1 * right._v1, left._v2 * right._v2, left._v3 * right._v3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> FusedMultiplyAdd(Lanes128<T, TStores> left, Lanes128<T, TStores> right, Lanes128<T, TStores> addend) =>
        new(
            FusedProducts.Add(left._v0, right._v0, addend._v0),
            FusedProducts.Add(left._v1, right._v1, addend._v1),
            FusedProducts.Add(left._v2, right._v2, addend._v2),
            FusedProducts.Add(left._v3, right._v3, addend._v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Lanes128<T, TStores> value, ref T destination, nint offset)
    {
        nuint at = (nuint)offset;
        (Vector128.LoadUnsafe(ref destination, at) + value._v0).StoreUnsafe(ref destination, at);
        (Vector128.LoadUnsafe(ref destination, at + (nuint)Vector128<T>.Count) + value._v1).StoreUnsafe(ref destination, at + (nuint)Vector128<T>.Count);
        (Vector128.LoadUnsafe(ref destination, at + (nuint)(2 * Vector128<T>.Count)) + value._v2).StoreUnsafe(ref destination, at + (nuint)(2 * Vector128<T>.Count));
        (Vector128.LoadUnsafe(ref destination, at + (nuint)(3 * Vector128<T>.Count)) + value._v3).StoreUnsafe(ref destination, at + (nuint)(3 * Vector128<T>.Count));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> ReciprocalSqrt(Lanes128<T, TStores> value) => new(
        Vector128<T>.One / Vector128.Sqrt(value._v0),
        Vector128<T>.One / Vector128.Sqrt(value._v1),
        Vector128<T>.One / Vector128.Sqrt(value._v2),
        Vector128<T>.One / Vector128.Sqrt(value._v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Lanes128<T, TStores> value, ref double destination, nint offset)
    {
        if (typeof(T) == typeof(float))
        {
            AddQuarter(value._v0.As<T, float>(), ref destination, offset);
            AddQuarter(value._v1.As<T, float>(), ref destination, offset + 4);
            AddQuarter(value._v2.As<T, float>(), ref destination, offset + 8);
            AddQuarter(value._v3.As<T, float>(), ref destination, offset + 12);
        }
        else
        {
            AddPair(value._v0.As<T, double>(), ref destination, offset);
            AddPair(value._v1.As<T, double>(), ref destination, offset + 2);
            AddPair(value._v2.As<T, double>(), ref destination, offset + 4);
            AddPair(value._v3.As<T, double>(), ref destination, offset + 6);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSumTo(Lanes128<T, TStores> value, ref double destination, nint offset) => Unsafe.Add(ref destination, offset) += Sum(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ShortSum(Lanes128<T, TStores> value) => PartialLanes.ShortSum((value._v0 + value._v2) + (value._v1 + value._v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddShortSumTo(Lanes128<T, TStores> value, ref double destination, nint offset)
    {
        Unsafe.Add(ref destination, offset) += typeof(T) == typeof(float)
            ? PartialLanes.SumOfFour((value._v0 + value._v2) + (value._v1 + value._v3))
            : Sum(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(Lanes128<T, TStores> value)
    {
        Vector128<double> d0, d2, d4, d6;
        if (typeof(T) == typeof(float))
        {
            (Vector128<double> f0, Vector128<double> f2) = Vector128.Widen(value._v0.As<T, float>());
            (Vector128<double> f4, Vector128<double> f6) = Vector128.Widen(value._v1.As<T, float>());
            (Vector128<double> f8, Vector128<double> f10) = Vector128.Widen(value._v2.As<T, float>());
            (Vector128<double> f12, Vector128<double> f14) = Vector128.Widen(value._v3.As<T, float>());
            (d0, d2, d4, d6) = (f0 + f8, f2 + f10, f4 + f12, f6 + f14);
        }
        else
        {
            (d0, d2, d4, d6) = (value._v0.As<T, double>(), value._v1.As<T, double>(), value._v2.As<T, double>(), value._v3.As<T, double>());
        }

        return PartialLanes.SumOfTwo((d0 + d4) + (d2 + d6));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddQuarter(Vector128<float> quarter, ref double destination, nint offset)
    {
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(quarter);
        AddPair(lower, ref destination, offset);
        AddPair(upper, ref destination, offset + 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPair(Vector128<double> pair, ref double destination, nint offset) =>
        (Vector128.LoadUnsafe(ref destination, (nuint)offset) + pair).StoreUnsafe(ref destination, (nuint)offset);
}
