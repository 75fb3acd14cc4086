namespace BatchNormGen.Tests.Functions;

/// <summary>The smooth functions, written as in their definitions, with 320 bits.</summary>
internal static class ExactFunctions
{
    private static readonly BigFloat DensityAtZero = ReciprocalRoot(2 * BigFloat.Pi);

    /// <summary>The function of a name; results that are zero or ±1 in any type are just that.</summary>
    public static BigFloat Value(string name, double z) => name switch
    {
        "sigmoid" => Sigmoid(z),
        "sigmoid'" => SigmoidDerivative(z),
        "tanh" => Tanh(z),
        "tanh'" => 4 * SigmoidDerivative(2 * z),
        "silu" => z * Sigmoid(z),
        "silu'" => Sigmoid(z) + (z * SigmoidDerivative(z)),
        "gelu" => z * Normal(z),
        "gelu'" => Normal(z) + (z * Density(z)),
        "hard swish" => z <= -3 ? 0 : z >= 3 ? z : z * ((BigFloat)z + 3) / 6,
        "hard swish'" => z <= -3 ? 0 : z >= 3 ? 1 : ((BigFloat)z / 3) + 0.5,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such function"),
    };

    private static BigFloat Sigmoid(double z)
    {
        BigFloat decay = Decay(Math.Abs(z));
        return (z > 0 ? 1 : decay) / (1 + decay);
    }

    private static BigFloat SigmoidDerivative(double z) => Sigmoid(z) * Sigmoid(-z);

    /// <summary>In 320 bits, 1 − e⁻²ᵃ loses none that counts until a is tiny: there it is a.</summary>
    private static BigFloat Tanh(double z)
    {
        if (Math.Abs(z) < 1e-30)
        {
            return z;
        }

        BigFloat decay = Decay(2 * Math.Abs(z));
        BigFloat value = (1 - decay) / (1 + decay);
        return z < 0 ? -value : value;
    }

    /// <summary>The normal distribution: 1/2 ± the density times a series in |z| (Abramowitz and Stegun 26.2.11).</summary>
    private static BigFloat Normal(double z)
    {
        BigFloat a = Math.Abs(z);
        BigFloat tail = 0;
        if (Math.Abs(z) < 12)
        {
            BigFloat term = a, sum = a, square = a * a;
            for (int k = 3; term.IsFeltBeside(sum); k += 2)
            {
                term = term * square / k;
                sum += term;
            }

            tail = 0.5 - (Density(z) * sum);
        }

        return z > 0 ? 1 - tail : tail;
    }

    private static BigFloat Density(double z) => Math.Abs(z) > 60 ? 0 : DensityAtZero * BigFloat.Exp(-((BigFloat)z * z / 2));

    private static BigFloat Decay(double a) => a > 1500 ? 0 : BigFloat.Exp(-(BigFloat)a);

    /// <summary>By Newton's method, from the root in double.</summary>
    private static BigFloat ReciprocalRoot(BigFloat value)
    {
        BigFloat root = 1 / Math.Sqrt((double)value);
        for (int i = 0; i < 5; i++)
        {
            root = root * (3 - (value * root * root)) / 2;
        }

        return root;
    }
}
