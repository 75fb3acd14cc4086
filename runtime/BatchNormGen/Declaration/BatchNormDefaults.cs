// Compiled by the runtime and, linked, by the generator: what a preset means is written down once.
namespace BatchNormGen;

/// <summary>The settings that a framework's own batch normalization layer has, where none are given.</summary>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Decay">The weight of the old average, written out: binary arithmetic makes 0.010000000000000009 of 1 − 0.99.</param>
/// <param name="Momentum">The weight of the new batch: 1 − <paramref name="Decay"/>.</param>
/// <param name="MovingVariance">Which variance is averaged.</param>
internal readonly record struct BatchNormDefaults(double Epsilon, double Decay, double Momentum, VarianceEstimator MovingVariance)
{
    /// <summary>The settings of a framework; the textbook's for a number that stands for none.</summary>
    public static BatchNormDefaults Of(Framework framework) => framework switch
    {
        Framework.PyTorch => new(1e-5, 0.9, 0.1, VarianceEstimator.Unbiased),
        Framework.Keras => new(1e-3, 0.99, 0.01, VarianceEstimator.Biased),
        Framework.Flax => new(1e-5, 0.99, 0.01, VarianceEstimator.Biased),
        Framework.MXNet => new(1e-5, 0.9, 0.1, VarianceEstimator.Biased),
        Framework.Onnx => new(1e-5, 0.9, 0.1, VarianceEstimator.Biased),
        _ => new(1e-5, 0.9, 0.1, VarianceEstimator.Biased),
    };
}
