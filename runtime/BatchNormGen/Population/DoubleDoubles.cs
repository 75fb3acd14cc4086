using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Population;

/// <summary>Eight numbers of about 106 bits: each is the sum of two doubles, the second at most half a unit in the last place of the first.</summary>
/// <param name="High">The numbers rounded to doubles.</param>
/// <param name="Low">What the rounding took off.</param>
/// <remarks>
/// Sums and products of doubles are split into the rounded result and its error without loss (Knuth, 1969, and Dekker, 1971), by additions
/// and multiplications alone: the bits are the same on every machine. Results are right to 2⁻¹⁰⁰, relatively, as long as nothing overflows
/// or falls below 1e-290.
/// </remarks>
internal readonly record struct DoubleDoubles(Vector512<double> High, Vector512<double> Low)
{
    /// <summary>2²⁷ + 1: a double times this gives the upper half of its bits.</summary>
    private const double Splitter = (1 << 27) + 1;

    /// <summary>The sum of two doubles, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubles Sum(Vector512<double> left, Vector512<double> right)
    {
        Vector512<double> sum = left + right;
        Vector512<double> rightPart = sum - left;
        return new(sum, (left - (sum - rightPart)) + (right - rightPart));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubles operator +(DoubleDoubles left, DoubleDoubles right)
    {
        DoubleDoubles high = Sum(left.High, right.High);
        DoubleDoubles low = Sum(left.Low, right.Low);
        DoubleDoubles sum = Normalize(high.High, high.Low + low.High);
        return Normalize(sum.High, sum.Low + low.Low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubles operator -(DoubleDoubles left, DoubleDoubles right) => left + new DoubleDoubles(-right.High, -right.Low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubles operator *(DoubleDoubles left, DoubleDoubles right)
    {
        DoubleDoubles product = Product(left.High, right.High);
        return Normalize(product.High, product.Low + ((left.High * right.Low) + (left.Low * right.High)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubles operator *(DoubleDoubles left, double right) => left * new DoubleDoubles(Vector512.Create(right), Vector512<double>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubles operator /(DoubleDoubles left, double right)
    {
        Vector512<double> divisor = Vector512.Create(right);
        Vector512<double> quotient = left.High / divisor;
        DoubleDoubles product = Product(quotient, divisor);
        Vector512<double> rest = ((left.High - product.High) - product.Low) + left.Low;
        return Normalize(quotient, rest / divisor);
    }

    /// <summary>The product of two doubles, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDoubles Product(Vector512<double> left, Vector512<double> right)
    {
        Vector512<double> product = left * right;
        (Vector512<double> leftUpper, Vector512<double> leftLower) = Split(left);
        (Vector512<double> rightUpper, Vector512<double> rightLower) = Split(right);
        Vector512<double> error = (leftUpper * rightUpper) - product;
        error += (leftUpper * rightLower) + (leftLower * rightUpper);
        return new(product, error + (leftLower * rightLower));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Upper, Vector512<double> Lower) Split(Vector512<double> value)
    {
        Vector512<double> scaled = value * Splitter;
        Vector512<double> upper = scaled - (scaled - value);
        return (upper, value - upper);
    }

    /// <summary>The sum of two doubles, exactly, where the second is the smaller one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDoubles Normalize(Vector512<double> large, Vector512<double> small)
    {
        Vector512<double> sum = large + small;
        return new(sum, small - (sum - large));
    }
}
