namespace BatchNormGen.FunctionErrors;

/// <summary>The functions in <c>double</c>, for arguments that are floats: right to some 1e-14 of their size, small results included.</summary>
public static class References
{
    public static double Relu(double z) => z > 0 ? z : 0;

    public static double ReluDerivative(double z) => z > 0 ? 1 : 0;

    public static double Relu6(double z) => Math.Clamp(z, 0, 6);

    public static double Relu6Derivative(double z) => z is > 0 and < 6 ? 1 : 0;

    public static double LeakyRelu(double z, double slope) => z > 0 ? z : slope * z;

    public static double LeakyReluDerivative(double z, double slope) => z > 0 ? 1 : slope;

    public static double HardSwish(double z) => z <= -3 ? 0 : z >= 3 ? z : z * (z + 3) / 6;

    public static double HardSwishDerivative(double z) => z <= -3 ? 0 : z >= 3 ? 1 : (z / 3) + 0.5;

    public static double Sigmoid(double z)
    {
        double decay = Math.Exp(-Math.Abs(z));
        return (z > 0 ? 1 : decay) / (1 + decay);
    }

    public static double SigmoidDerivative(double z) => Sigmoid(z) * Sigmoid(-z);

    public static double TanhDerivative(double z) => 4 * SigmoidDerivative(2 * z);

    public static double Silu(double z) => z * Sigmoid(z);

    public static double SiluDerivative(double z) => Sigmoid(z) * (1 + (z * Sigmoid(-z)));

    public static double Gelu(double z) => z * Normal(z);

    public static double GeluDerivative(double z) => Normal(z) + (z * Density(z));

    /// <summary>The normal distribution Φ: by its series (Abramowitz and Stegun 26.2.11) near 0, by its continued fraction (26.2.14) far from it.</summary>
    private static double Normal(double z)
    {
        double a = Math.Abs(z);
        double tail = a < 4 ? 0.5 - (Density(a) * Series(a)) : a < 40 ? Density(a) / Fraction(a) : 0;
        return z > 0 ? 1 - tail : tail;
    }

    private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    private static double Series(double a)
    {
        double term = a, sum = a;
        for (int k = 3; term > sum * 1e-17; k += 2)
        {
            term *= a * a / k;
            sum += term;
        }

        return sum;
    }

    private static double Fraction(double a)
    {
        double value = a;
        for (int k = 60; k > 0; k--)
        {
            value = a + (k / value);
        }

        return value;
    }
}
