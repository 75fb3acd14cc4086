// Compiled by the runtime and, linked, by the generator.
namespace BatchNormGen;

/// <summary>A function that a layer applies to its normalized values, element by element.</summary>
public enum Activation
{
    /// <summary>None: y = z.</summary>
    None,

    /// <summary>Rectified linear unit: max(z, 0).</summary>
    Relu,

    /// <summary>Rectified linear unit, bounded: min(max(z, 0), 6).</summary>
    Relu6,

    /// <summary>Leaky rectified linear unit: z where z is positive, slope · z elsewhere.</summary>
    LeakyRelu,

    /// <summary>Logistic function: 1 / (1 + e⁻ᶻ).</summary>
    Sigmoid,

    /// <summary>Hyperbolic tangent: (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ).</summary>
    Tanh,

    /// <summary>Sigmoid linear unit, also called swish: z / (1 + e⁻ᶻ).</summary>
    Silu,

    /// <summary>Gaussian error linear unit, the exact one: z · (1 + erf(z / √2)) / 2.</summary>
    Gelu,

    /// <summary>Hard swish: z · min(max(z + 3, 0), 6) / 6.</summary>
    HardSwish,
}
