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
/// <remarks>Wrong values are reported by the generator as diagnostics BNG0001 and up, at the argument at fault.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BatchNormAttribute(int numFeatures, int numDims) : Attribute
{
    /// <summary>The number of channels.</summary>
    public int NumFeatures { get; } = numFeatures;

    /// <summary>The rank of the tensors, batch and channels included.</summary>
    public int NumDims { get; } = numDims;

    /// <summary>
    /// The extents of the positions, if they are fixed: <c>[L]</c>, <c>[H, W]</c> or <c>[D, H, W]</c>. The kernels are then
    /// unrolled for them, and the batch size follows from a span's length. Empty (the default): free, given by the caller.
    /// </summary>
    public int[] Spatial { get; set; } = [];

    /// <summary>Where the channels lie. Default: <see cref="TensorLayout.ChannelsFirst"/>.</summary>
    public TensorLayout Layout { get; set; } = LayerDefaults.Layout;

    /// <summary>Added to the variance inside the square root. Default: 1e-5.</summary>
    public double Epsilon { get; set; } = LayerDefaults.Epsilon;

    /// <summary>
    /// The weight of the new batch, in (0, 1]: <c>moving = (1 - Momentum) * moving + Momentum * batch</c>, PyTorch's convention.
    /// Default: 0.1. Not beside <see cref="Decay"/> or <see cref="CumulativeAverage"/>.
    /// </summary>
    public double Momentum { get; set; } = LayerDefaults.Momentum;

    /// <summary>
    /// The weight that is kept, in [0, 1): <c>moving = Decay * moving + (1 - Decay) * batch</c>, the convention of Keras, Flax,
    /// MXNet and ONNX. Not beside <see cref="Momentum"/> or <see cref="CumulativeAverage"/>.
    /// </summary>
    public double Decay { get; set; } = 1 - LayerDefaults.Momentum;

    /// <summary>
    /// Gives the k-th batch the weight 1/k, so that the moving averages are plain averages over all batches (PyTorch's
    /// <c>momentum=None</c>). Not beside <see cref="Momentum"/> or <see cref="Decay"/>.
    /// </summary>
    public bool CumulativeAverage { get; set; }

    /// <summary>Which variance is averaged. Default: <see cref="VarianceEstimator.Biased"/>.</summary>
    public VarianceEstimator MovingVariance { get; set; } = LayerDefaults.MovingVariance;

    /// <summary>Whether the layer learns gamma, a factor a channel. Default: true; a layer without has no such member.</summary>
    public bool Scale { get; set; } = true;

    /// <summary>Whether the layer learns beta, an offset a channel. Default: true; a layer without has no such member.</summary>
    public bool Shift { get; set; } = true;

    /// <summary>Whether the layer keeps moving averages. Default: true; if not, prediction uses the statistics of the batch it is given.</summary>
    public bool TrackMovingStatistics { get; set; } = true;

    /// <summary>The type of the numbers: <c>typeof(float)</c> (the default) or <c>typeof(double)</c>.</summary>
    public Type ElementType { get; set; } = typeof(float);
}
