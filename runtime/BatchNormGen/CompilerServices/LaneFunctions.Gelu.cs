using System.Runtime.CompilerServices;
using BatchNormGen.Functions;

namespace BatchNormGen.CompilerServices;

// gelu(z) = z · Φ(z), where Φ(z) = (1 + erf(z / √2)) / 2. With a = |z|: Φ(a) = 1 − Φ(−a), and so with the derivative.
public static partial class LaneFunctions
{
    /// <summary>z · (1 + erf(z / √2)) / 2, within 2 ulp of z (<c>double</c>: 4). At −∞ a NaN, as −∞ · 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Gelu<TLanes, T>(TLanes z)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        TLanes a = TLanes.Abs(z);
        TLanes logarithm = TLanes.MultiplyThenAdd(GeluPolynomials.TailLogarithm<TLanes, T>(a), a, -1);
        TLanes n = Exponentials.Round<TLanes, T>(logarithm);
        TLanes r = (logarithm - n) * TLanes.Constant(0.69314718055994531);
        TLanes power = r + (r * r * Exponentials.Quotient<TLanes, T>(r)) + TLanes.Constant(1);
        TLanes tail = GeluPolynomials.ZeroFrom<TLanes, T>(GeluPolynomials.TailEnd<T>(), a, power * TLanes.PowerOfTwo(n, 0));
        return z * TLanes.SelectLessOrEqual(z, TLanes.Zero, tail, TLanes.Constant(1) - tail);
    }

    /// <summary>dy · (Φ(z) + z · Φ′(z)), with a derivative within 4 ulp of 1 and of itself where it is larger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes GeluGradient<TLanes, T>(TLanes dy, TLanes z)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        TLanes one = TLanes.Constant(1);
        TLanes a = TLanes.Abs(z);
        TLanes halfSquare = a * a * TLanes.Constant(0.5);
        TLanes n = Exponentials.Exponent<TLanes, T>(halfSquare);
        TLanes bell = (Exponentials.Rest<TLanes, T>(halfSquare, n) + one) * TLanes.PowerOfTwo(n, 0);
        TLanes slope = bell * TLanes.MultiplyThenAdd(GeluPolynomials.Slope<TLanes, T>(a), a, 0.5);
        TLanes ofNegative = GeluPolynomials.ZeroFrom<TLanes, T>(GeluPolynomials.SlopeEnd<T>(), a, slope);
        return dy * TLanes.SelectLessOrEqual(z, TLanes.Zero, ofNegative, one - ofNegative);
    }
}
