namespace BatchNormGen.Benchmarks.Data;

/// <summary>Activations in double, as exact as verification needs them.</summary>
internal static class ReferenceActivation
{
    private const double Step = 1e-4;

    public static double Of(Activation activation, double value) => activation switch
    {
        Activation.None => value,
        Activation.Relu => Math.Max(value, 0),
        Activation.Relu6 => Math.Clamp(value, 0, 6),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-value)),
        Activation.Tanh => Math.Tanh(value),
        Activation.Silu => value / (1 + Math.Exp(-value)),
        Activation.Gelu => value * (1 + Erf(value / Math.Sqrt(2))) / 2,
        Activation.HardSwish => value * Math.Clamp(value + 3, 0, 6) / 6,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "It has no reference yet."),
    };

    /// <summary>By differences: it shares no formula with what it judges.</summary>
    public static double Derivative(Activation activation, double value) =>
        (Of(activation, value + Step) - Of(activation, value - Step)) / (2 * Step);

    /// <summary>Whether a value is so near to a kink that its rounding, or the step of the difference, decides about the derivative.</summary>
    public static bool IsNearKink(Activation activation, double value)
    {
        ReadOnlySpan<double> kinks = activation switch
        {
            Activation.Relu => [0],
            Activation.Relu6 => [0, 6],
            Activation.HardSwish => [-3, 3],
            _ => [],
        };
        foreach (double kink in kinks)
        {
            if (Math.Abs(value - kink) <= 2 * Step)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Abramowitz and Stegun, 7.1.26: within 1.5e-7.</summary>
    private static double Erf(double value)
    {
        double t = 1 / (1 + (0.3275911 * Math.Abs(value)));
        double polynomial = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429))))))));
        return Math.CopySign(1 - (polynomial * Math.Exp(-value * value)), value);
    }
}
