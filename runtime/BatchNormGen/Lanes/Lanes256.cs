using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Lanes;

/// <summary>Lanes in two 256-bit vectors.</summary>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="TStores">How lanes are written.</typeparam>
internal readonly partial struct Lanes256<T, TStores> : ILanes<Lanes256<T, TStores>, T>
    where T : unmanaged
    where TStores : struct, IStores
{
    private readonly Vector256<T> _lower;
    private readonly Vector256<T> _upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes256(Vector256<T> lower, Vector256<T> upper)
    {
        _lower = lower;
        _upper = upper;
    }

    /// <inheritdoc/>
    public static bool IsOneVector => false;

    /// <inheritdoc/>
    public static Lanes256<T, TStores> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<T>.Zero, Vector256<T>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> Splat(T value)
    {
        Vector256<T> half = Vector256.Create(value);
        return new(half, half);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> Splat(ref readonly T source, nint offset) => Splat(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> Load(ref readonly T source, nint offset) => new(
        Vector256.LoadUnsafe(in source, (nuint)offset),
        Vector256.LoadUnsafe(in source, (nuint)(offset + Vector256<T>.Count)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes256<T, TStores> Load(ref readonly T source, nint offset, nint next)
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
    public static Lanes256<T, TStores> LoadFirst(ref readonly T source, nint offset, int count) => new(
        PartialLanes.LoadFirst256(in Unsafe.Add(ref Unsafe.AsRef(in source), offset), count),
        PartialLanes.LoadFirst256(in Unsafe.Add(ref Unsafe.AsRef(in source), offset + Vector256<T>.Count), count - Vector256<T>.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> KeepFirst(Lanes256<T, TStores> value, int count)
    {
        Lanes256<T, TStores> mask = Load(in PartialLanes.FirstMask<T>(count), 0);
        return new(value._lower & mask._lower, value._upper & mask._upper);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> Join(Lanes256<T, TStores> first, Lanes256<T, TStores> second, int count)
    {
        Lanes256<T, TStores> mask = Load(in PartialLanes.FirstMask<T>(count), 0);
        return new(
            PartialLanes.Select(mask._lower, first._lower, second._lower),
            PartialLanes.Select(mask._upper, first._upper, second._upper));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Lanes256<T, TStores> value, ref T destination, nint offset)
    {
        if (TStores.Stream)
        {
            T* aligned = (T*)Unsafe.AsPointer(ref Unsafe.Add(ref destination, offset));
            value._lower.StoreAlignedNonTemporal(aligned);
            value._upper.StoreAlignedNonTemporal(aligned + Vector256<T>.Count);
        }
        else
        {
            value._lower.StoreUnsafe(ref destination, (nuint)offset);
            value._upper.StoreUnsafe(ref destination, (nuint)(offset + Vector256<T>.Count));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Lanes256<T, TStores> value, ref T destination, nint offset, int count)
    {
        Vector256<T> half = value._lower;
        if (count >= Vector256<T>.Count)
        {
            half.StoreUnsafe(ref destination, (nuint)offset);
            half = value._upper;
            offset += Vector256<T>.Count;
            count -= Vector256<T>.Count;
        }

        PartialLanes.StoreFirst(half, ref Unsafe.Add(ref destination, offset), count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LanesToAligned(ref T destination, nint offset) => TStores.Stream ? PartialLanes.LanesToAligned(ref destination, offset) : 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> operator +(Lanes256<T, TStores> left, Lanes256<T, TStores> right) => new(left._lower + right._lower, left._upper + right._upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> operator -(Lanes256<T, TStores> left, Lanes256<T, TStores> right) => new(left._lower - right._lower, left._upper - right._upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> operator *(Lanes256<T, TStores> left, Lanes256<T, TStores> right) => new(left._lower * right._lower, left._upper * right._upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> FusedMultiplyAdd(Lanes256<T, TStores> left, Lanes256<T, TStores> right, Lanes256<T, TStores> addend) =>
        new(
            FusedProducts.Add(left._lower, right._lower, addend._lower),
            FusedProducts.Add(left._upper, right._upper, addend._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Lanes256<T, TStores> value, ref T destination, nint offset)
    {
        nuint at = (nuint)offset;
        (Vector256.LoadUnsafe(ref destination, at) + value._lower).StoreUnsafe(ref destination, at);
        (Vector256.LoadUnsafe(ref destination, at + (nuint)Vector256<T>.Count) + value._upper).StoreUnsafe(ref destination, at + (nuint)Vector256<T>.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> ReciprocalSqrt(Lanes256<T, TStores> value) =>
        new(Vector256<T>.One / Vector256.Sqrt(value._lower), Vector256<T>.One / Vector256.Sqrt(value._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Lanes256<T, TStores> value, ref double destination, nint offset)
    {
        nuint at = (nuint)offset;
        if (typeof(T) == typeof(float))
        {
            (Vector256<double> d0, Vector256<double> d4) = Vector256.Widen(value._lower.As<T, float>());
            (Vector256<double> d8, Vector256<double> d12) = Vector256.Widen(value._upper.As<T, float>());
            (Vector256.LoadUnsafe(ref destination, at) + d0).StoreUnsafe(ref destination, at);
            (Vector256.LoadUnsafe(ref destination, at + 4) + d4).StoreUnsafe(ref destination, at + 4);
            (Vector256.LoadUnsafe(ref destination, at + 8) + d8).StoreUnsafe(ref destination, at + 8);
            (Vector256.LoadUnsafe(ref destination, at + 12) + d12).StoreUnsafe(ref destination, at + 12);
        }
        else
        {
            (Vector256.LoadUnsafe(ref destination, at) + value._lower.As<T, double>()).StoreUnsafe(ref destination, at);
            (Vector256.LoadUnsafe(ref destination, at + 4) + value._upper.As<T, double>()).StoreUnsafe(ref destination, at + 4);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSumTo(Lanes256<T, TStores> value, ref double destination, nint offset) => Unsafe.Add(ref destination, offset) += Sum(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ShortSum(Lanes256<T, TStores> value) => PartialLanes.ShortSum(value._lower + value._upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddShortSumTo(Lanes256<T, TStores> value, ref double destination, nint offset)
    {
        Vector256<T> eight = value._lower + value._upper;
        Unsafe.Add(ref destination, offset) += typeof(T) == typeof(float) ? PartialLanes.SumOfFour(eight.GetLower() + eight.GetUpper()) : Sum(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(Lanes256<T, TStores> value)
    {
        if (typeof(T) == typeof(float))
        {
            (Vector256<double> d0, Vector256<double> d4) = Vector256.Widen(value._lower.As<T, float>());
            (Vector256<double> d8, Vector256<double> d12) = Vector256.Widen(value._upper.As<T, float>());
            return PartialLanes.SumOfFour((d0 + d8) + (d4 + d12));
        }

        return PartialLanes.SumOfFour(value._lower.As<T, double>() + value._upper.As<T, double>());
    }
}
