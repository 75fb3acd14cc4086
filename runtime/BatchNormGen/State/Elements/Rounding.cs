namespace BatchNormGen.State.Elements;

/// <summary>Rounding that neither the language nor the library has, or not everywhere: once, to the nearest, ties to even.</summary>
/// <remarks>
/// A number that is rounded twice can end beside the nearest. It cannot if the first rounding is <i>to odd</i>: what is cut off leaves its trace as
/// a last bit that is set, which the second rounding, to at least two bits fewer, takes into account
/// (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums: proved algorithms using rounding to odd", 2008).
/// </remarks>
internal static class Rounding
{
    /// <summary>The bits of the bfloat16 nearest to a number; a NaN stays one, and quiet.</summary>
    public static ushort ToBFloat16(double value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(ToOddSingle(value));
        if (double.IsNaN(value))
        {
            const uint Quiet = 0x0040;
            return (ushort)((bits >> 16) | Quiet);
        }

        uint halfLessOneAtEven = 0x7FFF + ((bits >> 16) & 1);
        return (ushort)((bits + halfLessOneAtEven) >> 16);
    }

    public static float FromBFloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    /// <summary>An integer of at most 64 bits as a double: exact, or with its cut bits in the last that is left, fit to be rounded to a smaller type.</summary>
    public static double ToOddDouble(Int128 value)
    {
        ulong magnitude = (ulong)Int128.Abs(value);
        const int FractionBits = 53;
        const int Cut = 64 - FractionBits;
        double result = magnitude < 1ul << FractionBits
            ? magnitude
            : (double)((magnitude >> Cut) | ((magnitude & ((1ul << Cut) - 1)) == 0 ? 0ul : 1ul)) * (1 << Cut);
        return Int128.IsNegative(value) ? -result : result;
    }

    private static float ToOddSingle(double value)
    {
        float nearest = (float)value;
        if (nearest == value || double.IsNaN(value))
        {
            return nearest;
        }

        uint bits = BitConverter.SingleToUInt32Bits(nearest);
        uint towardsZero = Math.Abs((double)nearest) > Math.Abs(value) ? bits - 1 : bits;
        return BitConverter.UInt32BitsToSingle(towardsZero | 1);
    }
}
