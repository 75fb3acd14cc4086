// Compiled by the runtime and, linked, by the generator: what files call a layer's weights is written down once.
namespace BatchNormGen;

/// <summary>What a framework calls the weights of a convolution or a dense layer in files.</summary>
/// <param name="Weight">The weights.</param>
/// <param name="Bias">The offsets.</param>
internal readonly record struct WeightNames(string Weight, string Bias)
{
    /// <summary>The names in a convolution; in ONNX the operator's inputs.</summary>
    public static WeightNames OfConvolution(Framework framework) => framework == Framework.Onnx ? new("W", "B") : Usual(framework);

    /// <summary>The names in a dense layer; in ONNX the inputs of <c>Gemm</c>.</summary>
    public static WeightNames OfDense(Framework framework) => framework == Framework.Onnx ? new("B", "C") : Usual(framework);

    /// <summary>What stands between the name of a layer and those of its tensors.</summary>
    public static string SeparatorOf(Framework framework) => framework is Framework.Keras or Framework.Flax or Framework.Onnx ? "/" : ".";

    private static WeightNames Usual(Framework framework) =>
        framework is Framework.Keras or Framework.Flax ? new("kernel", "bias") : new("weight", "bias");
}
