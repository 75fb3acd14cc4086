// Compiled by the runtime and, linked, by the generator.
namespace BatchNormGen;

/// <summary>Which estimate of the variance enters the moving average. Normalizing itself always uses <see cref="Biased"/>.</summary>
public enum VarianceEstimator
{
    /// <summary>The sum of squared deviations divided by the number of values: the textbook, Keras, Flax, MXNet, ONNX.</summary>
    Biased,

    /// <summary>The sum of squared deviations divided by the number of values less one: PyTorch's layers.</summary>
    Unbiased,
}
