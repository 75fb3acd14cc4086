using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Lanes;

// What functions need beyond sums and products.
internal readonly partial struct Lanes512<T, TStores>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> operator /(Lanes512<T, TStores> left, Lanes512<T, TStores> right) => new(left._value / right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> Constant(double value) => new(LaneBits.Constant512<T>(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> MultiplyThenAdd(Lanes512<T, TStores> left, Lanes512<T, TStores> right, double constant) =>
        new((left._value * right._value) + LaneBits.Constant512<T>(constant));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> Abs(Lanes512<T, TStores> value) => new(Vector512.Abs(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> CopySign(Lanes512<T, TStores> value, Lanes512<T, TStores> sign) => new(Vector512.CopySign(value._value, sign._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> SelectLessOrEqual(Lanes512<T, TStores> left, Lanes512<T, TStores> right, Lanes512<T, TStores> ifLessOrEqual, Lanes512<T, TStores> otherwise) => new(Vector512.ConditionalSelect(Vector512.LessThanOrEqual(left._value, right._value), ifLessOrEqual._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TStores> PowerOfTwo(Lanes512<T, TStores> exponent, int lift) =>
        new(LaneBits.PowerOfTwo(exponent._value + LaneBits.Constant512<T>(LaneBits.ExponentOffset<T>() + lift)));
}
