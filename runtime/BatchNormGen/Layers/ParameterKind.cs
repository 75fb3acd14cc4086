namespace BatchNormGen;

/// <summary>What a <see cref="Parameter{T}"/> does, for optimizers that treat kinds differently: weight decay, say, is for weights alone.</summary>
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
