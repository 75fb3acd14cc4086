// Compiled by the runtime and, linked, by the generator.
namespace BatchNormGen;

/// <summary>What a <c>Parameter&lt;T&gt;</c> does, for optimizers that treat kinds differently: weight decay, say, is for weights alone.</summary>
public enum ParameterKind
{
    /// <summary>A factor of inputs: the weights of a convolution or a dense layer.</summary>
    Weight,

    /// <summary>An offset of a layer's outputs.</summary>
    Bias,

    /// <summary>The factor of a normalization: gamma.</summary>
    Scale,

    /// <summary>The offset of a normalization: beta.</summary>
    Shift,
}
