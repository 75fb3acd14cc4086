using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BatchNormGen.CompilerServices;

/// <summary>Lanes in one 512-bit vector.</summary>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="TStores">How lanes are written.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes512<T, TStores> : ILanes<Lanes512<T, TStores>, T>
    where T : unmanaged
    where TStores : struct, IStores
{
    private readonly Vector512<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes512(Vector512<T> value) => _value = value;

    /// <summary>The same lanes, whose stores need no alignment.</summary>
    private Lanes512<T, CachedStores> Cached
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_value);
    }

    /// <inheritdoc/>
    public static Lanes512<T, TStores> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<T>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> Splat(T value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> Splat(ref readonly T source, nint offset) => Splat(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> Load(ref readonly T source, nint offset) => new(Vector512.LoadUnsafe(in source, (nuint)offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes512<T, TStores> LoadFirst(ref readonly T source, nint offset, int count, Lanes512<T, TStores> fill)
    {
        // Masked reads touch the chosen lanes only.
        ref readonly T first = ref Unsafe.Add(ref Unsafe.AsRef(in source), offset);
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new(Avx512F.MaskLoad((float*)Unsafe.AsPointer(ref Unsafe.AsRef(in first)), PartialLanes.FirstMask512<float>(count), fill._value.As<T, float>()).As<float, T>())
                : new(Avx512F.MaskLoad((double*)Unsafe.AsPointer(ref Unsafe.AsRef(in first)), PartialLanes.FirstMask512<double>(count), fill._value.As<T, double>()).As<double, T>());
        }

        return new(PartialLanes.LoadFirst(in first, count, fill.Cached)._value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Lanes512<T, TStores> value, ref T destination, nint offset)
    {
        if (TStores.Stream)
        {
            T* aligned = (T*)Unsafe.AsPointer(ref Unsafe.Add(ref destination, offset));
            value._value.StoreAlignedNonTemporal(aligned);
        }
        else
        {
            value._value.StoreUnsafe(ref destination, (nuint)offset);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreFirst(Lanes512<T, TStores> value, ref T destination, nint offset, int count)
    {
        ref T first = ref Unsafe.Add(ref destination, offset);
        if (!Avx512F.IsSupported)
        {
            PartialLanes.StoreFirst(value.Cached, ref first, count);
        }
        else if (typeof(T) == typeof(float))
        {
            Avx512F.MaskStore((float*)Unsafe.AsPointer(ref first), PartialLanes.FirstMask512<float>(count), value._value.As<T, float>());
        }
        else
        {
            Avx512F.MaskStore((double*)Unsafe.AsPointer(ref first), PartialLanes.FirstMask512<double>(count), value._value.As<T, double>());
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LanesToAligned(ref T destination, nint offset) => TStores.Stream ? PartialLanes.LanesToAligned(ref destination, offset) : 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> operator +(Lanes512<T, TStores> left, Lanes512<T, TStores> right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> operator -(Lanes512<T, TStores> left, Lanes512<T, TStores> right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> operator *(Lanes512<T, TStores> left, Lanes512<T, TStores> right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> ReciprocalSqrt(Lanes512<T, TStores> value) => new(Vector512<T>.One / Vector512.Sqrt(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Lanes512<T, TStores> value, ref double destination, nint offset)
    {
        nuint at = (nuint)offset;
        if (typeof(T) == typeof(float))
        {
            (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(value._value.As<T, float>());
            (Vector512.LoadUnsafe(ref destination, at) + lower).StoreUnsafe(ref destination, at);
            (Vector512.LoadUnsafe(ref destination, at + 8) + upper).StoreUnsafe(ref destination, at + 8);
        }
        else
        {
            (Vector512.LoadUnsafe(ref destination, at) + value._value.As<T, double>()).StoreUnsafe(ref destination, at);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSumTo(Lanes512<T, TStores> value, ref double destination, nint offset) => Unsafe.Add(ref destination, offset) += Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(Lanes512<T, TStores> value)
    {
        Vector512<double> eight;
        if (typeof(T) == typeof(float))
        {
            (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(value._value.As<T, float>());
            eight = lower + upper;
        }
        else
        {
            eight = value._value.As<T, double>();
        }

        return PartialLanes.SumOfFour(eight.GetLower() + eight.GetUpper());
    }
}
