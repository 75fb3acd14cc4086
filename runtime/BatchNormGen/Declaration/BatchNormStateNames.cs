// Compiled by the runtime and, linked, by the generator: what files call a layer's numbers is written down once.
namespace BatchNormGen;

/// <summary>What a framework calls the numbers of a batch normalization layer in files.</summary>
/// <param name="Parameters">The factor and the offset of each channel.</param>
/// <param name="MovingMean">The moving mean of each channel.</param>
/// <param name="MovingVariance">The moving variance of each channel.</param>
/// <param name="BatchesTracked">The number of batches in the moving statistics. Only PyTorch has one; elsewhere the name is ours.</param>
internal readonly record struct BatchNormStateNames(ParameterNames Parameters, string MovingMean, string MovingVariance, string BatchesTracked)
{
    private const string OurCounter = "batches_tracked";

    public string Gamma => Parameters.Gamma;

    public string Beta => Parameters.Beta;

    /// <summary>The names of a framework; the textbook's for a number that stands for none.</summary>
    public static BatchNormStateNames Of(Framework framework)
    {
        ParameterNames parameters = ParameterNames.OfBatchNorm(framework);
        return framework switch
        {
            Framework.PyTorch => new(parameters, "running_mean", "running_var", "num_batches_tracked"),
            Framework.Keras => new(parameters, "moving_mean", "moving_variance", OurCounter),
            Framework.Flax => new(parameters, "mean", "var", OurCounter),
            Framework.MXNet => new(parameters, "running_mean", "running_var", OurCounter),
            Framework.Onnx => new(parameters, "input_mean", "input_var", OurCounter),
            _ => new(parameters, "moving_mean", "moving_var", OurCounter),
        };
    }
}
