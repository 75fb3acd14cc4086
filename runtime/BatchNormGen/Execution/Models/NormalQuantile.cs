using BatchNormGen.Functions;

namespace BatchNormGen.Execution.Models;

/// <summary>The quantile of the normal distribution, by correctly rounded operations only: the same bits on every machine.</summary>
/// <remarks>
/// Wichura: Algorithm AS 241: The Percentage Points of the Normal Distribution (Applied Statistics 37, 1988), its variant PPND16, right to 1e-16 relatively, without the farthest
/// tails.
/// </remarks>
internal static class NormalQuantile
{
    // From a probability of 1/2 up to the distance where the tails begin.
    private const double Central = 0.425, CentralSquare = 0.180625;

    // The tails go by r = √(−ln p), about this value.
    private const double TailCentre = 1.6;

    /// <summary>The number below which a normal number lies with a probability.</summary>
    /// <param name="probability">From e⁻²⁵ to 1 − e⁻²⁵.</param>
    public static double Of(double probability)
    {
        double q = probability - 0.5;
        if (Math.Abs(q) <= Central)
        {
            double square = CentralSquare - (q * q);
            return q * Polynomial(square, CentralNumerator) / Polynomial(square, CentralDenominator);
        }

        double r = Math.Sqrt(-NaturalLogarithm.Of(q < 0 ? probability : 1 - probability)) - TailCentre;
        double tail = Polynomial(r, TailNumerator) / Polynomial(r, TailDenominator);
        return q < 0 ? -tail : tail;
    }

    // The coefficients of the paper, from that of the highest power on.
    private static ReadOnlySpan<double> CentralNumerator =>
    [
        2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
        1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080,
    ];

    private static ReadOnlySpan<double> CentralDenominator =>
    [
        5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
        5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1,
    ];

    private static ReadOnlySpan<double> TailNumerator =>
    [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258,
        3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734,
    ];

    private static ReadOnlySpan<double> TailDenominator =>
    [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187, 1,
    ];

    private static double Polynomial(double x, ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        foreach (double coefficient in coefficients)
        {
            sum = (sum * x) + coefficient;
        }

        return sum;
    }
}
