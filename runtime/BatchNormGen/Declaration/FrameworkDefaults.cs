// Compiled by the runtime and, linked, by the generator: what a preset means is written down once.
namespace BatchNormGen;

/// <summary>The settings that a framework's own batch normalization layer has, where none are given.</summary>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Decay">The weight of the old average, written out: binary arithmetic makes 0.010000000000000009 of 1 − 0.99.</param>
/// <param name="Momentum">The weight of the new batch: 1 − <paramref name="Decay"/>.</param>
/// <param name="MovingVariance">Which variance is averaged.</param>
/// <param name="Layout">Where the channels lie.</param>
internal readonly record struct FrameworkDefaults(double Epsilon, double Decay, double Momentum, VarianceEstimator MovingVariance, TensorLayout Layout)
{
    /// <summary>The settings of a framework; the textbook's for a number that stands for none.</summary>
    public static FrameworkDefaults Of(Framework framework) => framework switch
    {
        Framework.PyTorch => new(1e-5, 0.9, 0.1, VarianceEstimator.Unbiased, TensorLayout.ChannelsFirst),
        Framework.Keras => new(1e-3, 0.99, 0.01, VarianceEstimator.Biased, TensorLayout.ChannelsLast),
        Framework.Flax => new(1e-5, 0.99, 0.01, VarianceEstimator.Biased, TensorLayout.ChannelsLast),
        Framework.MXNet => new(1e-5, 0.9, 0.1, VarianceEstimator.Biased, TensorLayout.ChannelsFirst),
        Framework.Onnx => new(1e-5, 0.9, 0.1, VarianceEstimator.Biased, TensorLayout.ChannelsFirst),
        _ => new(1e-5, 0.9, 0.1, VarianceEstimator.Biased, TensorLayout.ChannelsFirst),
    };
}
