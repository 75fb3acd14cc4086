using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Functions;

/// <summary>
/// The parts of e⁻ᵃ for a ≥ 0, of which the functions are made. With n = −a · log₂e rounded to an integer and r = −a − n · ln 2, so that
/// |r| ≤ ln 2 / 2, e⁻ᵃ = 2ⁿ · eʳ.
/// </summary>
internal static class Exponentials
{
    // ln 2 in two parts: the first has so few bits that its product with any n is exact.
    private const double FloatHigh = 0.693145751953125, FloatLow = 1.4286068203094172e-06;
    private const double DoubleHigh = 0.69314718055989033, DoubleLow = 5.4979230187083712e-14;

    /// <summary>The least a whose n is so low that <see cref="ILanes{TSelf, T}.PowerOfTwo"/>, lifted by as much, gives 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Vanishing<TLanes, T>(int lift)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged =>
        TLanes.Constant((lift + (typeof(T) == typeof(float) ? 127 : 1023)) * 0.69314718055994531);

    /// <summary>At most a bound, and a NaN where the value is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes AtMost<TLanes, T>(TLanes bound, TLanes value)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged => TLanes.SelectLessOrEqual(bound, value, bound, value);

    /// <summary>n: −a · log₂e, rounded to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exponent<TLanes, T>(TLanes a)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged =>
        TLanes.MultiplyThenAdd(a, TLanes.Constant(-1.4426950408889634), RoundingOffset<T>()) - TLanes.Constant(RoundingOffset<T>());

    /// <summary>The nearest integer, of two the even one, for values far below 2²² (<c>float</c>) or 2⁵¹ (<c>double</c>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Round<TLanes, T>(TLanes value)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged => (value + TLanes.Constant(RoundingOffset<T>())) - TLanes.Constant(RoundingOffset<T>());

    /// <summary>eʳ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Rest<TLanes, T>(TLanes a, TLanes n)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged => ExpMinusOne<TLanes, T>((n * TLanes.Constant(-High<T>())) - a, n * TLanes.Constant(-Low<T>()));

    /// <summary>e⁻ʳ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes ReciprocalRest<TLanes, T>(TLanes a, TLanes n)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged => ExpMinusOne<TLanes, T>((n * TLanes.Constant(High<T>())) + a, n * TLanes.Constant(Low<T>()));

    /// <summary>
    /// (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2: minimax polynomials of degree 4 and 9 on [−0.3467, 0.3467], whose error makes one of eʳ of
    /// 0.07 · 2⁻²⁴ and 0.09 · 2⁻⁵³, relatively. Derived by docs/numerics/activation_coefficients.py ("quotient").
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Quotient<TLanes, T>(TLanes r)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            TLanes sum = TLanes.MultiplyThenAdd(TLanes.Constant(0.001381456502713263), r, 0.008368735201656818);
            sum = TLanes.MultiplyThenAdd(sum, r, 0.04166838899254799);
            sum = TLanes.MultiplyThenAdd(sum, r, 0.1666652113199234);
            return TLanes.MultiplyThenAdd(sum, r, 0.4999999403953552);
        }
        else
        {
            TLanes sum = TLanes.MultiplyThenAdd(TLanes.Constant(2.5000025915099225e-08), r, 2.7630286662302606e-07);
            sum = TLanes.MultiplyThenAdd(sum, r, 2.7557586688452312e-06);
            sum = TLanes.MultiplyThenAdd(sum, r, 2.4801493000160222e-05);
            sum = TLanes.MultiplyThenAdd(sum, r, 0.00019841269506003928);
            sum = TLanes.MultiplyThenAdd(sum, r, 0.0013888888943716048);
            sum = TLanes.MultiplyThenAdd(sum, r, 0.008333333333494827);
            sum = TLanes.MultiplyThenAdd(sum, r, 0.04166666666652987);
            sum = TLanes.MultiplyThenAdd(sum, r, 0.16666666666666413);
            return TLanes.MultiplyThenAdd(sum, r, 0.5000000000000011);
        }
    }

    /// <summary>e to the power of a sum of a large and a small part, less 1. The small part is added last, so that rounding their sum costs next to nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpMinusOne<TLanes, T>(TLanes high, TLanes low)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        TLanes r = high + low;
        return high + ((r * r * Quotient<TLanes, T>(r)) + low);
    }

    // 1.5 times a power of two so large that sums with it have no fraction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double RoundingOffset<T>() => typeof(T) == typeof(float) ? 1.5 * (1 << 23) : 1.5 * (1L << 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double High<T>() => typeof(T) == typeof(float) ? FloatHigh : DoubleHigh;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Low<T>() => typeof(T) == typeof(float) ? FloatLow : DoubleLow;
}
