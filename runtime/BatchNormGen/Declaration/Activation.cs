// Compiled by the runtime and, linked, by the generator.
namespace BatchNormGen;

/// <summary>What becomes of a normalized value in the end.</summary>
public enum Activation
{
    /// <summary>Nothing: <c>z</c>.</summary>
    None,

    /// <summary><c>max(z, 0)</c>.</summary>
    Relu,

    /// <summary><c>min(max(z, 0), 6)</c>.</summary>
    Relu6,

    /// <summary><c>z</c> where it is positive, otherwise <c>slope · z</c>.</summary>
    LeakyRelu,

    /// <summary><c>1 / (1 + exp(-z))</c>.</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary><c>z · sigmoid(z)</c>, also called swish.</summary>
    Silu,

    /// <summary><c>z · Φ(z)</c> with the normal distribution's Φ: the exact function, by erf.</summary>
    Gelu,

    /// <summary><c>z · min(max(z + 3, 0), 6) / 6</c>.</summary>
    HardSwish,
}
