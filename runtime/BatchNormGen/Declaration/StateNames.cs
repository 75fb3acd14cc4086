// Compiled by the runtime and, linked, by the generator: what files call a layer's numbers is written down once.
namespace BatchNormGen;

/// <summary>What a framework calls the numbers of a batch normalization layer in files.</summary>
/// <param name="Gamma">The factor of each channel.</param>
/// <param name="Beta">The offset of each channel.</param>
/// <param name="MovingMean">The moving mean of each channel.</param>
/// <param name="MovingVariance">The moving variance of each channel.</param>
/// <param name="BatchesTracked">The number of batches in the moving statistics. Only PyTorch has one; elsewhere the name is ours.</param>
internal readonly record struct StateNames(string Gamma, string Beta, string MovingMean, string MovingVariance, string BatchesTracked)
{
    private const string OurCounter = "batches_tracked";

    /// <summary>The names of a framework; the textbook's for a number that stands for none.</summary>
    public static StateNames Of(Framework framework) => framework switch
    {
        Framework.PyTorch => new("weight", "bias", "running_mean", "running_var", "num_batches_tracked"),
        Framework.Keras => new("gamma", "beta", "moving_mean", "moving_variance", OurCounter),
        Framework.Flax => new("scale", "bias", "mean", "var", OurCounter),
        Framework.MXNet => new("gamma", "beta", "running_mean", "running_var", OurCounter),
        Framework.Onnx => new("scale", "B", "input_mean", "input_var", OurCounter),
        _ => new("gamma", "beta", "moving_mean", "moving_var", OurCounter),
    };
}
