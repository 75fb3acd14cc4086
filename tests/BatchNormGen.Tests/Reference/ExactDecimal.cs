namespace BatchNormGen.Tests.Reference;

/// <summary>Doubles as decimals, right to 10⁻²⁸, and the square root of those. (A cast keeps 15 digits only.)</summary>
internal static class ExactDecimal
{
    public static decimal Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        decimal number = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        for (int power = Math.Max(exponent, 1) - 1075; power != 0 && number != 0; power -= Math.Sign(power))
        {
            number = power < 0 ? number / 2 : number * 2;
        }

        return bits < 0 ? -number : number;
    }

    /// <summary>By Newton's method.</summary>
    public static decimal SquareRoot(decimal value)
    {
        decimal root = (decimal)Math.Sqrt((double)value);
        for (int step = 0; step < 4; step++)
        {
            root = (root + (value / root)) / 2;
        }

        return root;
    }
}
