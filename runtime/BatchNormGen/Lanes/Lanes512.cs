using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Lanes;

/// <summary>Lanes in one 512-bit vector.</summary>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="TStores">How lanes are written.</typeparam>
internal readonly partial struct Lanes512<T, TStores> : ILanes<Lanes512<T, TStores>, T>
    where T : unmanaged
    where TStores : struct, IStores
{
    private readonly Vector512<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes512(Vector512<T> value) => _value = value;

    /// <inheritdoc/>
    public static bool IsOneVector => true;

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
    public static unsafe Lanes512<T, TStores> Load(ref readonly T source, nint offset, nint next)
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
    public static unsafe Lanes512<T, TStores> LoadFirst(ref readonly T source, nint offset, int count)
    {
        ref readonly T first = ref Unsafe.Add(ref Unsafe.AsRef(in source), offset);
        if (!Avx512F.IsSupported)
        {
            ref readonly T upper = ref Unsafe.Add(ref Unsafe.AsRef(in first), Vector256<T>.Count);
            return new(Vector512.Create(PartialLanes.LoadFirst256(in first, count), PartialLanes.LoadFirst256(in upper, count - Vector256<T>.Count)));
        }

        // Masked reads touch the chosen lanes only.
        void* address = Unsafe.AsPointer(ref Unsafe.AsRef(in first));
        return typeof(T) == typeof(float)
            ? new(Avx512F.MaskLoad((float*)address, FirstMask<float>(count), Vector512<float>.Zero).As<float, T>())
            : new(Avx512F.MaskLoad((double*)address, FirstMask<double>(count), Vector512<double>.Zero).As<double, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> KeepFirst(Lanes512<T, TStores> value, int count) => new(value._value & FirstMask<T>(count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> Join(Lanes512<T, TStores> first, Lanes512<T, TStores> second, int count) =>
        new(Vector512.ConditionalSelect(FirstMask<T>(count), first._value, second._value));

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
    public static void StoreFirst(Lanes512<T, TStores> value, ref T destination, nint offset, int count) =>
        PartialLanes.StoreFirst(value._value, ref Unsafe.Add(ref destination, offset), count);

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
    public static Lanes512<T, TStores> FusedMultiplyAdd(Lanes512<T, TStores> left, Lanes512<T, TStores> right, Lanes512<T, TStores> addend) =>
        new(FusedProducts.Add(left._value, right._value, addend._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Lanes512<T, TStores> value, ref T destination, nint offset)
    {
        nuint at = (nuint)offset;
        (Vector512.LoadUnsafe(ref destination, at) + value._value).StoreUnsafe(ref destination, at);
    }

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

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ShortSum(Lanes512<T, TStores> value) => PartialLanes.ShortSum(value._value.GetLower() + value._value.GetUpper());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddShortSumTo(Lanes512<T, TStores> value, ref double destination, nint offset)
    {
        Vector256<T> eight = value._value.GetLower() + value._value.GetUpper();
        Unsafe.Add(ref destination, offset) += typeof(T) == typeof(float) ? PartialLanes.SumOfFour(eight.GetLower() + eight.GetUpper()) : Sum(value);
    }

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<TLane> FirstMask<TLane>(int count)
        where TLane : unmanaged => Vector512.LoadUnsafe(ref PartialLanes.FirstMask<TLane>(count));
}
