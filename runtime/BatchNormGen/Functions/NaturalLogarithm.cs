namespace BatchNormGen.Functions;

/// <summary>The natural logarithm by correctly rounded operations only: the same bits on every machine, where the system's library may round another way on another one.</summary>
internal static class NaturalLogarithm
{
    /// <summary>
    /// ln of a positive normal number, within 2⁻⁵² of the larger of 1 and itself: of 2ⁿ · m with m from √½ to √2 it is n · ln 2 + 2 · artanh((m − 1) / (m + 1)).
    /// A NaN and ∞ are themselves.
    /// </summary>
    public static double Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return value;
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & ((1L << 52) - 1)) | (1023L << 52));
        if (m > 1.4142135623730951)
        {
            (m, exponent) = (m / 2, exponent + 1);
        }

        double s = (m - 1) / (m + 1), square = s * s, sum = 0;

        // s is at most 0.172: the first term that is left out is below 2⁻⁵⁸ of the first.
        for (int odd = 23; odd >= 1; odd -= 2)
        {
            sum = (sum * square) + (1.0 / odd);
        }

        return (exponent * 0.69314718055994531) + (2 * s * sum);
    }
}
