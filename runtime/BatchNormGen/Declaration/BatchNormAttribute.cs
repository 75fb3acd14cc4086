namespace BatchNormGen;

/// <summary>
/// Turns a partial class into a batch normalization layer (Ioffe and Szegedy, 2015): parameters, moving averages, training,
/// prediction and gradients, generated at compile time for the declared shape.
/// </summary>
/// <param name="numFeatures">The number of channels <c>C</c>, from 1 to 2²⁰; each has its own statistics, gamma and beta.</param>
/// <param name="numDims">
/// The rank of the tensors: 2 <c>(N, C)</c>, 3 <c>(N, C, L)</c>, 4 <c>(N, C, H, W)</c> or 5 <c>(N, C, D, H, W)</c>;
/// with <see cref="TensorLayout.ChannelsLast"/> the channels are last instead.
/// </param>
/// <inheritdoc/>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BatchNormAttribute(int numFeatures, int numDims) : ChannelNormalizationAttribute(numFeatures, numDims)
{
    private double? _momentum;
    private double? _decay;
    private VarianceEstimator? _movingVariance;

    /// <summary>
    /// The weight of the new batch, in (0, 1]: <c>moving = (1 - Momentum) * moving + Momentum * batch</c>, PyTorch's convention.
    /// Default: the preset's, 0.1 without one. Not beside <see cref="Decay"/> or <see cref="CumulativeAverage"/>.
    /// </summary>
    public double Momentum
    {
        get => _momentum ?? 1 - _decay ?? Defaults.Momentum;
        set => _momentum = value;
    }

    /// <summary>
    /// The weight that is kept, in [0, 1): <c>moving = Decay * moving + (1 - Decay) * batch</c>, the convention of Keras, Flax,
    /// MXNet and ONNX: the same setting as <see cref="Momentum"/>, said the other way. Default: the preset's, 0.9 without one.
    /// Not beside <see cref="Momentum"/> or <see cref="CumulativeAverage"/>.
    /// </summary>
    public double Decay
    {
        get => _decay ?? 1 - _momentum ?? Defaults.Decay;
        set => _decay = value;
    }

    /// <summary>
    /// Gives the k-th batch the weight 1/k, so that the moving averages are plain averages over all batches (PyTorch's
    /// <c>momentum=None</c>). Not beside <see cref="Momentum"/> or <see cref="Decay"/>.
    /// </summary>
    public bool CumulativeAverage { get; set; }

    /// <summary>Which variance is averaged. Default: the preset's, <see cref="VarianceEstimator.Biased"/> without one.</summary>
    public VarianceEstimator MovingVariance
    {
        get => _movingVariance ?? Defaults.MovingVariance;
        set => _movingVariance = value;
    }

    /// <summary>Whether the layer keeps moving averages. Default: true; if not, prediction uses the statistics of the batch it is given.</summary>
    public bool TrackMovingStatistics { get; set; } = true;

    private protected override double DefaultEpsilon => Defaults.Epsilon;

    private BatchNormDefaults Defaults => BatchNormDefaults.Of(Preset);
}
