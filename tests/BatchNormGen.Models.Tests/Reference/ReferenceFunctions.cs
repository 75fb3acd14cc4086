namespace BatchNormGen.Models.Tests.Reference;

/// <summary>Activations as their formulas, in float64.</summary>
internal static class ReferenceFunctions
{
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double SigmoidDerivative(double x) => Sigmoid(x) * (1 - Sigmoid(x));

    public static double TanhDerivative(double x) => 1 - (Math.Tanh(x) * Math.Tanh(x));

    public static double Silu(double x) => x * Sigmoid(x);

    public static double SiluDerivative(double x) => Sigmoid(x) + (x * SigmoidDerivative(x));

    public static double Gelu(double x) => x * NormalCumulative(x);

    public static double GeluDerivative(double x) => NormalCumulative(x) + (x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));

    public static double HardSwish(double x) => x * Math.Clamp(x + 3, 0, 6) / 6;

    public static double HardSwishDerivative(double x) => x <= -3 ? 0 : x >= 3 ? 1 : ((2 * x) + 3) / 6;

    /// <summary>The probability that a normal number is below x, by the series Φ(x) = ½ + φ(x) · (x + x³/3 + x⁵/(3·5) + …).</summary>
    private static double NormalCumulative(double x)
    {
        double term = x, sum = x;
        for (int odd = 3; Math.Abs(term) > 1e-18 && odd < 500; odd += 2)
        {
            term *= x * x / odd;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }
}
