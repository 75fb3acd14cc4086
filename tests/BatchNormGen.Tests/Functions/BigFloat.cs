using System.Numerics;

namespace BatchNormGen.Tests.Functions;

/// <summary>A number of 320 bits: mantissa · 2 to the power of an exponent, cut off after each operation.</summary>
internal readonly struct BigFloat
{
    private const int Bits = 320;

    private readonly BigInteger _mantissa;
    private readonly int _exponent;

    private BigFloat(BigInteger mantissa, int exponent)
    {
        int excess = (int)mantissa.GetBitLength() - Bits;
        (_mantissa, _exponent) = excess > 0 ? (mantissa >> excess, exponent + excess) : (mantissa, exponent);
    }

    public static BigFloat Ln2 { get; } = 2 * ReciprocalSeries(3, alternating: false);

    public static BigFloat Pi { get; } = (16 * ReciprocalSeries(5, alternating: true)) - (4 * ReciprocalSeries(239, alternating: true));

    public bool IsPositive => _mantissa.Sign > 0;

    public static implicit operator BigFloat(int value) => new(value, 0);

    /// <summary>The value, exactly; it is finite.</summary>
    public static implicit operator BigFloat(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        long fraction = bits & ((1L << 52) - 1);
        long mantissa = exponent == 0 ? fraction : fraction | (1L << 52);
        return new(value < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 1075);
    }

    /// <summary>The value, right to a few units.</summary>
    public static explicit operator double(BigFloat value)
    {
        int excess = Math.Max((int)value._mantissa.GetBitLength() - 62, 0);
        return Math.ScaleB((double)(long)(value._mantissa >> excess), value._exponent + excess);
    }

    public static BigFloat operator -(BigFloat value) => new(-value._mantissa, value._exponent);

    public static BigFloat operator +(BigFloat left, BigFloat right)
    {
        if (left._mantissa.IsZero || right._mantissa.IsZero)
        {
            return left._mantissa.IsZero ? right : left;
        }

        (BigFloat high, BigFloat low) = left._exponent >= right._exponent ? (left, right) : (right, left);
        int distance = high._exponent - low._exponent;
        return distance > 2 * Bits ? high : new((high._mantissa << distance) + low._mantissa, low._exponent);
    }

    public static BigFloat operator -(BigFloat left, BigFloat right) => left + -right;

    public static BigFloat operator *(BigFloat left, BigFloat right) => new(left._mantissa * right._mantissa, left._exponent + right._exponent);

    public static BigFloat operator /(BigFloat left, BigFloat right)
    {
        int shift = Bits + (int)right._mantissa.GetBitLength();
        return new((left._mantissa << shift) / right._mantissa, left._exponent - right._exponent - shift);
    }

    public static BigFloat Abs(BigFloat value) => new(BigInteger.Abs(value._mantissa), value._exponent);

    /// <summary>e to the power of a value from −2000 to 2000.</summary>
    public static BigFloat Exp(BigFloat value)
    {
        const int Halvings = 16;
        int n = (int)Math.Round((double)value / Math.Log(2));
        BigFloat rest = (value - (n * Ln2)).Scaled(-Halvings);
        BigFloat sum = 1, term = 1;
        for (int k = 1; term.IsFeltBeside(sum); k++)
        {
            term = term * rest / k;
            sum += term;
        }

        for (int i = 0; i < Halvings; i++)
        {
            sum *= sum;
        }

        return sum.Scaled(n);
    }

    /// <summary>Whether it changes a sum that it is added to.</summary>
    public bool IsFeltBeside(BigFloat sum) =>
        !_mantissa.IsZero && _exponent + _mantissa.GetBitLength() > sum._exponent + sum._mantissa.GetBitLength() - Bits;

    private BigFloat Scaled(int exponent) => new(_mantissa, _exponent + exponent);

    /// <summary>1/n ± 1/3n³ + 1/5n⁵ ± …: the inverse tangent of 1/n, or the hyperbolic one.</summary>
    private static BigFloat ReciprocalSeries(int n, bool alternating)
    {
        BigFloat power = (BigFloat)1 / n, sum = power;
        for (int k = 3; power.IsFeltBeside(sum); k += 2)
        {
            power /= alternating ? -n * n : n * n;
            sum += power / k;
        }

        return sum;
    }
}
