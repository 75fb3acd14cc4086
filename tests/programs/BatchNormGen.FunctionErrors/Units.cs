namespace BatchNormGen.FunctionErrors;

/// <summary>Units in the last place.</summary>
public static class Units
{
    /// <summary>The unit of an error, for <c>float</c>.</summary>
    public static double OfFloat(ErrorUnit unit, double z, double exact) => OfFloat(Base(unit, z, exact));

    /// <summary>The unit of an error, for <c>double</c>.</summary>
    public static double OfDouble(ErrorUnit unit, double z, double exact) => OfDouble(Base(unit, z, exact));

    private static double Base(ErrorUnit unit, double z, double exact) => unit switch
    {
        ErrorUnit.Result => exact,
        ErrorUnit.Argument => z,
        _ => Math.Max(1, Math.Abs(exact)),
    };

    /// <summary>The distance of the floats around a value: at least that of the denormal ones.</summary>
    private static double OfFloat(double value) => Math.Max(PowerOfTwoBelow(value), 1.1754943508222875E-38) * 1.1920928955078125E-07;

    private static double OfDouble(double value) => Math.Max(PowerOfTwoBelow(value), 2.2250738585072014E-308) * 2.220446049250313E-16;

    /// <summary>The largest power of two that is no larger than a value without its sign; 0 for a denormal one.</summary>
    private static double PowerOfTwoBelow(double value) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value) & 0x7FF0_0000_0000_0000);
}
