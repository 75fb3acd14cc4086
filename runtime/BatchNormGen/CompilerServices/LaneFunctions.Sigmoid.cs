using System.Runtime.CompilerServices;
using BatchNormGen.Functions;

namespace BatchNormGen.CompilerServices;

// With a = |z| and e⁻ᵃ = 2ⁿ · eʳ, sigmoid(−a) = 2ⁿ / (e⁻ʳ + 2ⁿ) and sigmoid(a) = 1 − sigmoid(−a).
public static partial class LaneFunctions
{
    // Fractions whose value may be denormal are computed with both parts times 2⁶⁴, so that nothing is lost before the division.
    private const int Lift = 64;
    private const double Lifted = 18446744073709551616.0;

    /// <summary>1 / (1 + e⁻ᶻ), within 2 ulp (<c>double</c>: 4).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sigmoid<TLanes, T>(TLanes z)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        TLanes power = LiftedPower<TLanes, T>(z, out TLanes denominator);
        TLanes ofNegative = power / denominator;
        return TLanes.SelectLessOrEqual(z, TLanes.Zero, ofNegative, TLanes.Constant(1) - ofNegative);
    }

    /// <summary>dy · sigmoid(z) · sigmoid(−z), with a derivative within 4 ulp of 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes SigmoidGradient<TLanes, T>(TLanes dy, TLanes z)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        TLanes a = Exponentials.AtMost<TLanes, T>(Exponentials.Vanishing<TLanes, T>(0), TLanes.Abs(z));
        TLanes ofPositive = SigmoidOfMagnitude<TLanes, T>(a, out TLanes ofNegative);
        return dy * (ofPositive * ofNegative);
    }

    /// <summary>z · sigmoid(z), within 3 ulp (<c>double</c>: 4). At −∞ a NaN, as −∞ · 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Silu<TLanes, T>(TLanes z)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        // Where z is positive, z − z · sigmoid(−z). The bound keeps ∞ · 0 from it.
        TLanes power = LiftedPower<TLanes, T>(z, out TLanes denominator);
        TLanes bounded = Exponentials.AtMost<TLanes, T>(Exponentials.Vanishing<TLanes, T>(Lift), z);
        TLanes ofNegative = (bounded * power) / denominator;
        return TLanes.SelectLessOrEqual(z, TLanes.Zero, ofNegative, z - ofNegative);
    }

    /// <summary>dy · (sigmoid(z) + z · sigmoid(z) · sigmoid(−z)), with a derivative within 4 ulp of 1 and of itself where it is larger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes SiluGradient<TLanes, T>(TLanes dy, TLanes z)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        TLanes a = Exponentials.AtMost<TLanes, T>(Exponentials.Vanishing<TLanes, T>(0), TLanes.Abs(z));
        TLanes ofPositive = SigmoidOfMagnitude<TLanes, T>(a, out TLanes ofNegative);
        TLanes product = ofPositive * ofNegative * a;
        return dy * TLanes.SelectLessOrEqual(z, TLanes.Zero, ofNegative - product, ofPositive + product);
    }

    /// <summary>2ⁿ and e⁻ʳ + 2ⁿ for a = |z|, both times 2⁶⁴.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes LiftedPower<TLanes, T>(TLanes z, out TLanes denominator)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        TLanes a = Exponentials.AtMost<TLanes, T>(Exponentials.Vanishing<TLanes, T>(Lift), TLanes.Abs(z));
        TLanes n = Exponentials.Exponent<TLanes, T>(a);
        TLanes power = TLanes.PowerOfTwo(n, Lift);

        // 1 is added last: rounding the sum of the others costs less.
        TLanes one = TLanes.Constant(Lifted);
        denominator = ((Exponentials.ReciprocalRest<TLanes, T>(a, n) * one) + power) + one;
        return power;
    }

    /// <summary>sigmoid(a) and sigmoid(−a), right to a few ulp of 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes SigmoidOfMagnitude<TLanes, T>(TLanes a, out TLanes ofNegative)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        TLanes one = TLanes.Constant(1);
        TLanes n = Exponentials.Exponent<TLanes, T>(a);
        TLanes power = TLanes.PowerOfTwo(n, 0);
        TLanes reciprocal = Exponentials.ReciprocalRest<TLanes, T>(a, n) + one;
        TLanes inverse = one / (reciprocal + power);
        ofNegative = power * inverse;
        return reciprocal * inverse;
    }
}
