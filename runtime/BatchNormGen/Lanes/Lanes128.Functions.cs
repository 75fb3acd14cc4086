using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Lanes;

// What functions need beyond sums and products.
internal readonly partial struct Lanes128<T, TStores>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> operator /(Lanes128<T, TStores> left, Lanes128<T, TStores> right) => new(
        left._v0 / right._v0,
        left._v1 / right._v1,
        left._v2 / right._v2,
        left._v3 / right._v3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> Constant(double value)
    {
        Vector128<T> constant = LaneBits.Constant128<T>(value);
        return new(constant, constant, constant, constant);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> MultiplyThenAdd(Lanes128<T, TStores> left, Lanes128<T, TStores> right, double constant)
    {
        Vector128<T> addend = LaneBits.Constant128<T>(constant);
        return new(
            (left._v0 * right._v0) + addend,
            (left._v1 * right._v1) + addend,
            (left._v2 * right._v2) + addend,
            (left._v3 * right._v3) + addend);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> Abs(Lanes128<T, TStores> value) => new(
        Vector128.Abs(value._v0),
        Vector128.Abs(value._v1),
        Vector128.Abs(value._v2),
        Vector128.Abs(value._v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> CopySign(Lanes128<T, TStores> value, Lanes128<T, TStores> sign) => new(
        Vector128.CopySign(value._v0, sign._v0),
        Vector128.CopySign(value._v1, sign._v1),
        Vector128.CopySign(value._v2, sign._v2),
        Vector128.CopySign(value._v3, sign._v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> SelectLessOrEqual(Lanes128<T, TStores> left, Lanes128<T, TStores> right, Lanes128<T, TStores> ifLessOrEqual, Lanes128<T, TStores> otherwise) => new(
        Vector128.ConditionalSelect(Vector128.LessThanOrEqual(left._v0, right._v0), ifLessOrEqual._v0, otherwise._v0),
        Vector128.ConditionalSelect(Vector128.LessThanOrEqual(left._v1, right._v1), ifLessOrEqual._v1, otherwise._v1),
        Vector128.ConditionalSelect(Vector128.LessThanOrEqual(left._v2, right._v2), ifLessOrEqual._v2, otherwise._v2),
        Vector128.ConditionalSelect(Vector128.LessThanOrEqual(left._v3, right._v3), ifLessOrEqual._v3, otherwise._v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TStores> PowerOfTwo(Lanes128<T, TStores> exponent, int lift)
    {
        Vector128<T> offset = LaneBits.Constant128<T>(LaneBits.ExponentOffset<T>() + lift);
        return new(
            LaneBits.PowerOfTwo(exponent._v0 + offset),
            LaneBits.PowerOfTwo(exponent._v1 + offset),
            LaneBits.PowerOfTwo(exponent._v2 + offset),
            LaneBits.PowerOfTwo(exponent._v3 + offset));
    }
}
