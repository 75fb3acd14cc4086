using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Functions;

/// <summary>The polynomials of gelu and its derivative, by a = |z|. Φ is the normal distribution, φ its density.</summary>
internal static class GeluPolynomials
{
    /// <summary>
    /// (log₂ Φ(−a) + 1) / a: minimax polynomials of degree 8 on [0, 6] and of degree 21 on [0, 8.5], whose error makes one of Φ(−a) of
    /// 0.06 · 2⁻²⁴ and 0.37 · 2⁻⁵³ (of a Φ(−a) below 1e-6 and 1e-14, of as much times Φ(−a) / 1e-6 and 1e-14). Derived by
    /// docs/numerics/activation_coefficients.py ("tail_logarithm").
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes TailLogarithm<TLanes, T>(TLanes a)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        // Even and odd powers apart: two short chains take less time than one long one.
        TLanes square = a * a;
        if (typeof(T) == typeof(float))
        {
            TLanes even = TLanes.MultiplyThenAdd(TLanes.Constant(3.79570906261506e-07), square, 6.616165046580136e-05);
            even = TLanes.MultiplyThenAdd(even, square, -2.0831619622185826e-05);
            even = TLanes.MultiplyThenAdd(even, square, -0.05244855210185051);
            even = TLanes.MultiplyThenAdd(even, square, -1.15110445022583);
            TLanes odd = TLanes.MultiplyThenAdd(TLanes.Constant(-7.854328941903077e-06), square, -0.00026062974939122796);
            odd = TLanes.MultiplyThenAdd(odd, square, 0.006961561273783445);
            odd = TLanes.MultiplyThenAdd(odd, square, -0.4592185616493225);
            return (odd * a) + even;
        }
        else
        {
            TLanes even = TLanes.MultiplyThenAdd(TLanes.Constant(3.7128860532715134e-16), square, 3.1834159724389463e-13);
            even = TLanes.MultiplyThenAdd(even, square, 5.501764492139772e-11);
            even = TLanes.MultiplyThenAdd(even, square, 2.9572735422697593e-09);
            even = TLanes.MultiplyThenAdd(even, square, 4.9884481329473995e-08);
            even = TLanes.MultiplyThenAdd(even, square, -5.780929706557469e-08);
            even = TLanes.MultiplyThenAdd(even, square, -4.065793391717094e-06);
            even = TLanes.MultiplyThenAdd(even, square, 7.526596004272138e-05);
            even = TLanes.MultiplyThenAdd(even, square, 5.335325076202114e-05);
            even = TLanes.MultiplyThenAdd(even, square, -0.05242119330755795);
            even = TLanes.MultiplyThenAdd(even, square, -1.151104099072144);
            TLanes odd = TLanes.MultiplyThenAdd(TLanes.Constant(-4.397023566864578e-18), square, -1.4012411587741092e-14);
            odd = TLanes.MultiplyThenAdd(odd, square, -4.916504049270646e-12);
            odd = TLanes.MultiplyThenAdd(odd, square, -4.62082591887636e-10);
            odd = TLanes.MultiplyThenAdd(odd, square, -1.4319192570285308e-08);
            odd = TLanes.MultiplyThenAdd(odd, square, -1.0137628906957767e-07);
            odd = TLanes.MultiplyThenAdd(odd, square, 1.285396964650904e-06);
            odd = TLanes.MultiplyThenAdd(odd, square, -2.3634040713411867e-06);
            odd = TLanes.MultiplyThenAdd(odd, square, -0.00030589380847367994);
            odd = TLanes.MultiplyThenAdd(odd, square, 0.006899128692809888);
            odd = TLanes.MultiplyThenAdd(odd, square, -0.4592240942643464);
            return (odd * a) + even;
        }
    }

    /// <summary>
    /// ((Φ(−a) − a · φ(a)) · exp(a² / 2) − 1/2) / a: minimax polynomials of degree 9 on [0, 6.5] and of degree 25 on [0, 9], whose error makes
    /// one of gelu's derivative of 1.6 · 2⁻²⁴ and 0.45 · 2⁻⁵³. Derived by docs/numerics/activation_coefficients.py ("slope").
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Slope<TLanes, T>(TLanes a)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            TLanes sum = TLanes.MultiplyThenAdd(TLanes.Constant(1.6782430520834168e-06), a, -3.6040397390024737e-05);
            sum = TLanes.MultiplyThenAdd(sum, a, 0.0003459875879343599);
            sum = TLanes.MultiplyThenAdd(sum, a, -0.0020003137178719044);
            sum = TLanes.MultiplyThenAdd(sum, a, 0.00800268817692995);
            sum = TLanes.MultiplyThenAdd(sum, a, -0.024410167708992958);
            sum = TLanes.MultiplyThenAdd(sum, a, 0.0612444169819355);
            sum = TLanes.MultiplyThenAdd(sum, a, -0.13256262242794037);
            sum = TLanes.MultiplyThenAdd(sum, a, 0.24993102252483368);
            return TLanes.MultiplyThenAdd(sum, a, -0.7978806495666504);
        }
        else
        {
            TLanes sum = TLanes.MultiplyThenAdd(TLanes.Constant(1.4669862522988856e-19), a, -1.160347087220196e-17);
            sum = TLanes.MultiplyThenAdd(sum, a, 4.343235344670685e-16);
            sum = TLanes.MultiplyThenAdd(sum, a, -1.025373080690136e-14);
            sum = TLanes.MultiplyThenAdd(sum, a, 1.717928473936006e-13);
            sum = TLanes.MultiplyThenAdd(sum, a, -2.1806681740130055e-12);
            sum = TLanes.MultiplyThenAdd(sum, a, 2.1887575723600285e-11);
            sum = TLanes.MultiplyThenAdd(sum, a, -1.7927821065279519e-10);
            sum = TLanes.MultiplyThenAdd(sum, a, 1.2297864774940017e-09);
            sum = TLanes.MultiplyThenAdd(sum, a, -7.2319701426036134e-09);
            sum = TLanes.MultiplyThenAdd(sum, a, 3.729109411210627e-08);
            sum = TLanes.MultiplyThenAdd(sum, a, -1.7240010438104806e-07);
            sum = TLanes.MultiplyThenAdd(sum, a, 7.298875267686961e-07);
            sum = TLanes.MultiplyThenAdd(sum, a, -2.882232977749354e-06);
            sum = TLanes.MultiplyThenAdd(sum, a, 1.0760887885721487e-05);
            sum = TLanes.MultiplyThenAdd(sum, a, -3.828370671495214e-05);
            sum = TLanes.MultiplyThenAdd(sum, a, 0.00013012765927435436);
            sum = TLanes.MultiplyThenAdd(sum, a, -0.00042210625298716046);
            sum = TLanes.MultiplyThenAdd(sum, a, 0.0013020541036263436);
            sum = TLanes.MultiplyThenAdd(sum, a, -0.003799438399660122);
            sum = TLanes.MultiplyThenAdd(sum, a, 0.010416663088150127);
            sum = TLanes.MultiplyThenAdd(sum, a, -0.026596151263733932);
            sum = TLanes.MultiplyThenAdd(sum, a, 0.06249999989167989);
            sum = TLanes.MultiplyThenAdd(sum, a, -0.13298076012450694);
            sum = TLanes.MultiplyThenAdd(sum, a, 0.2499999999995906);
            return TLanes.MultiplyThenAdd(sum, a, -0.797884560802859);
        }
    }

    /// <summary>From where on Φ(−a) counts as 0: −a · Φ(−a) is below a tenth of an ulp of a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double TailEnd<T>() => typeof(T) == typeof(float) ? 6 : 8.5;

    /// <summary>From where on the derivative of gelu at −a counts as 0: it is below a tenth of an ulp of 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SlopeEnd<T>() => typeof(T) == typeof(float) ? 6.5 : 9;

    /// <summary>0 from an end on, beyond which the polynomials may be anything; a NaN where a is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes ZeroFrom<TLanes, T>(double end, TLanes a, TLanes value)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged => TLanes.SelectLessOrEqual(TLanes.Constant(end), a, TLanes.Zero, value);
}
