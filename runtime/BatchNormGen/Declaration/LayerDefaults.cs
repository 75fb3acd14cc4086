// Compiled by the runtime and, linked, by the generator: what an attribute means is written down once.
namespace BatchNormGen;

/// <summary>Where the channels of a tensor lie.</summary>
public enum TensorLayout
{
    /// <summary>Channels come right after the batch: <c>(N, C)</c>, <c>(N, C, L)</c>, <c>(N, C, H, W)</c>, <c>(N, C, D, H, W)</c>.</summary>
    ChannelsFirst,

    /// <summary>Channels come last: <c>(N, C)</c>, <c>(N, L, C)</c>, <c>(N, H, W, C)</c>, <c>(N, D, H, W, C)</c>.</summary>
    ChannelsLast,
}

/// <summary>Which estimate of the variance enters the moving average. Normalizing itself always uses <see cref="Biased"/>.</summary>
public enum VarianceEstimator
{
    /// <summary>The sum of squared deviations divided by the number of values: the textbook, Keras, Flax, MXNet, ONNX.</summary>
    Biased,

    /// <summary>The sum of squared deviations divided by the number of values less one: PyTorch's layers.</summary>
    Unbiased,
}

internal static class LayerDefaults
{
    public const double Epsilon = 1e-5;
    public const double Momentum = 0.1;
    public const TensorLayout Layout = TensorLayout.ChannelsFirst;
    public const VarianceEstimator MovingVariance = VarianceEstimator.Biased;

    public const int MinDims = 2;
    public const int MaxDims = 5;
    public const int MaxFeatures = 1 << 20;
}
