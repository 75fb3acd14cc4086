namespace BatchNormGen;

/// <summary>What a parameter does; optimizers decay weights only.</summary>
public enum ParameterKind
{
    /// <summary>Weights of a product: of a dense layer or a convolution.</summary>
    Weight,

    /// <summary>What is added to a product.</summary>
    Bias,

    /// <summary>The factors of a normalization: gamma.</summary>
    Scale,

    /// <summary>The offsets of a normalization: beta.</summary>
    Shift,
}
