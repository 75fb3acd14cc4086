using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Lanes;

// What functions need beyond sums and products.
internal readonly partial struct Lanes256<T, TStores>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> operator /(Lanes256<T, TStores> left, Lanes256<T, TStores> right) => new(
        left._lower / right._lower,
        left._upper / right._upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> Constant(double value)
    {
        Vector256<T> constant = LaneBits.Constant256<T>(value);
        return new(constant, constant);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> MultiplyThenAdd(Lanes256<T, TStores> left, Lanes256<T, TStores> right, double constant)
    {
        Vector256<T> addend = LaneBits.Constant256<T>(constant);
        return new((left._lower * right._lower) + addend, (left._upper * right._upper) + addend);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> Abs(Lanes256<T, TStores> value) => new(
        Vector256.Abs(value._lower),
        Vector256.Abs(value._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> CopySign(Lanes256<T, TStores> value, Lanes256<T, TStores> sign) => new(
        Vector256.CopySign(value._lower, sign._lower),
        Vector256.CopySign(value._upper, sign._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> SelectLessOrEqual(Lanes256<T, TStores> left, Lanes256<T, TStores> right, Lanes256<T, TStores> ifLessOrEqual, Lanes256<T, TStores> otherwise) => new(
        PartialLanes.Select(Vector256.LessThanOrEqual(left._lower, right._lower), ifLessOrEqual._lower, otherwise._lower),
        PartialLanes.Select(Vector256.LessThanOrEqual(left._upper, right._upper), ifLessOrEqual._upper, otherwise._upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TStores> PowerOfTwo(Lanes256<T, TStores> exponent, int lift)
    {
        Vector256<T> offset = LaneBits.Constant256<T>(LaneBits.ExponentOffset<T>() + lift);
        return new(
            LaneBits.PowerOfTwo(exponent._lower + offset),
            LaneBits.PowerOfTwo(exponent._upper + offset));
    }
}
