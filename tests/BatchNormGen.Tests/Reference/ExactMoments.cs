using System.Numerics;

namespace BatchNormGen.Tests.Reference;

/// <summary>The sum and the sum of squares of a channel's values without any rounding: whole multiples of the smallest double, and of its square.</summary>
internal sealed class ExactMoments
{
    private const int Fraction = 1074;

    private readonly BigInteger _count;
    private readonly BigInteger _sum;

    /// <summary>n · Σ(x − mean)², which is n Σx² − (Σx)².</summary>
    private readonly BigInteger _deviations;

    private ExactMoments(int count, BigInteger sum, BigInteger squares)
    {
        _count = count;
        _sum = sum;
        _deviations = (_count * squares) - (sum * sum);
    }

    public static ExactMoments Of(IEnumerable<double> values)
    {
        BigInteger sum = 0, squares = 0;
        int count = 0;
        foreach (double value in values)
        {
            BigInteger whole = Whole(value);
            sum += whole;
            squares += whole * whole;
            count++;
        }

        return new ExactMoments(count, sum, squares);
    }

    public bool IsConstant => _deviations.IsZero;

    /// <summary>The distance of a mean, given as the sum of two numbers, from the true one, in deviations; only its square has to be a number.</summary>
    public double MeanError(double mean, double remainder)
    {
        BigInteger distance = ((Whole(mean) + Whole(remainder)) * _count) - _sum;
        return distance.IsZero ? 0 : Math.Sqrt(Ratio(distance * distance, _deviations));
    }

    /// <summary>The distance of a sum of squared deviations, given as the sum of two numbers, from the true one, relatively.</summary>
    public double DeviationsError(double deviations, double remainder)
    {
        BigInteger distance = ((((Whole(deviations) + Whole(remainder)) << Fraction) * _count) - _deviations);
        return distance.IsZero ? 0 : Math.Abs(Ratio(distance, _deviations));
    }

    /// <summary>|mean| / deviation.</summary>
    public double Offset => Math.Sqrt(Ratio(_sum * _sum, _deviations));

    /// <summary>The true mean, rounded once.</summary>
    public double Mean => Ratio(_sum, _count << Fraction);

    private static BigInteger Whole(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger significand = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        BigInteger whole = significand << Math.Max(exponent - 1, 0);
        return bits < 0 ? -whole : whole;
    }

    /// <summary>The quotient, right to some 60 bits before it is rounded.</summary>
    private static double Ratio(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            return numerator.IsZero ? 0 : double.PositiveInfinity;
        }

        int shift = (int)(120 + denominator.GetBitLength() - BigInteger.Abs(numerator).GetBitLength());
        BigInteger quotient = shift >= 0 ? (numerator << shift) / denominator : numerator / (denominator << -shift);
        return Math.ScaleB((double)quotient, -shift);
    }
}
