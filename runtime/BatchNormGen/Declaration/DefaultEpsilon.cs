// Compiled by the runtime and, linked, by the generator: what a preset means is written down once.
namespace BatchNormGen;

/// <summary>The epsilon of a framework's own layers without moving statistics, where none is given. Batch normalization has its own: <see cref="BatchNormDefaults"/>.</summary>
internal static class DefaultEpsilon
{
    /// <summary>Of what normalizes by mean and variance: LayerNorm, GroupNorm and InstanceNorm, which agree within each framework.</summary>
    public static double OfMoments(Framework framework) => framework switch
    {
        Framework.Keras => 1e-3,
        Framework.Flax => 1e-6,
        _ => 1e-5,
    };

    /// <summary>Of what normalizes by the mean square: RmsNorm.</summary>
    /// <param name="framework">The framework. MXNet has no such layer, so nothing else than the textbook either.</param>
    /// <param name="isDouble">Whether the layer's numbers are doubles: PyTorch adds the machine epsilon of the type.</param>
    public static double OfMeanSquare(Framework framework, bool isDouble) => framework switch
    {
        Framework.PyTorch => isDouble ? 1.0 / (1L << 52) : 1.0 / (1L << 23),
        Framework.Onnx => 1e-5,
        _ => 1e-6,
    };
}
