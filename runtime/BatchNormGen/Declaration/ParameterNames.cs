// Compiled by the runtime and, linked, by the generator: what files call a layer's parameters is written down once.
namespace BatchNormGen;

/// <summary>What a framework calls the parameters of a layer in files.</summary>
/// <param name="Gamma">The factors.</param>
/// <param name="Beta">The offsets.</param>
internal readonly record struct ParameterNames(string Gamma, string Beta)
{
    /// <summary>The names in a batch normalization layer.</summary>
    public static ParameterNames OfBatchNorm(Framework framework) => Usual(framework);

    /// <summary>The names in a LayerNorm.</summary>
    public static ParameterNames OfLayerNorm(Framework framework) =>
        framework == Framework.Onnx ? Usual(framework) with { Gamma = "Scale" } : Usual(framework);

    /// <summary>The names in an RmsNorm. No framework has offsets there: their name is that of its LayerNorm.</summary>
    public static ParameterNames OfRmsNorm(Framework framework) =>
        framework == Framework.Keras ? Usual(framework) with { Gamma = "scale" } : Usual(framework);

    /// <summary>The names in a GroupNorm.</summary>
    public static ParameterNames OfGroupNorm(Framework framework) =>
        framework == Framework.Onnx ? Usual(framework) with { Beta = "bias" } : Usual(framework);

    /// <summary>The names in an InstanceNorm.</summary>
    public static ParameterNames OfInstanceNorm(Framework framework) => Usual(framework);

    /// <summary>The names that a framework uses throughout, but for single layers; the textbook's for a number that stands for none.</summary>
    private static ParameterNames Usual(Framework framework) => framework switch
    {
        Framework.PyTorch => new("weight", "bias"),
        Framework.Flax => new("scale", "bias"),
        Framework.Onnx => new("scale", "B"),
        _ => new("gamma", "beta"),
    };
}
