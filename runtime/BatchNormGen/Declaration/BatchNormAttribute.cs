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
/// <remarks>
/// Wrong values are reported by the generator as diagnostics BNG0001 and up, at the argument at fault. Read by reflection, the properties
/// are what the layer was generated with: what is not given is as the <see cref="Preset"/> has it.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BatchNormAttribute(int numFeatures, int numDims) : Attribute
{
    private TensorLayout? _layout;
    private double? _epsilon;
    private double? _momentum;
    private double? _decay;
    private VarianceEstimator? _movingVariance;

    /// <summary>The number of channels.</summary>
    public int NumFeatures { get; } = numFeatures;

    /// <summary>The rank of the tensors, batch and channels included.</summary>
    public int NumDims { get; } = numDims;

    /// <summary>
    /// The framework whose layer this one is to be like. It sets what is not given beside it: <see cref="Layout"/>, <see cref="Epsilon"/>,
    /// <see cref="Momentum"/> or <see cref="Decay"/>, <see cref="MovingVariance"/>, and the names under which the layer's numbers are
    /// saved and loaded. Default: <see cref="Framework.Textbook"/>.
    /// </summary>
    public Framework Preset { get; set; }

    /// <summary>
    /// The extents of the positions, if they are fixed: <c>[L]</c>, <c>[H, W]</c> or <c>[D, H, W]</c>. The kernels are then
    /// unrolled for them, and the batch size follows from a span's length. Empty (the default): free, given by the caller.
    /// </summary>
    public int[] Spatial { get; set; } = [];

    /// <summary>Where the channels lie. Default: the preset's, <see cref="TensorLayout.ChannelsFirst"/> without one.</summary>
    public TensorLayout Layout
    {
        get => _layout ?? Defaults.Layout;
        set => _layout = value;
    }

    /// <summary>Added to the variance inside the square root. Default: the preset's, 1e-5 without one.</summary>
    public double Epsilon
    {
        get => _epsilon ?? Defaults.Epsilon;
        set => _epsilon = value;
    }

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

    /// <summary>Whether the layer learns gamma, one factor per channel. Default: true; a layer without has no such member.</summary>
    public bool Scale { get; set; } = true;

    /// <summary>Whether the layer learns beta, one offset per channel. Default: true; a layer without has no such member.</summary>
    public bool Shift { get; set; } = true;

    /// <summary>Whether the layer keeps moving averages. Default: true; if not, prediction uses the statistics of the batch it is given.</summary>
    public bool TrackMovingStatistics { get; set; } = true;

    /// <summary>The type of the numbers: <c>typeof(float)</c> (the default) or <c>typeof(double)</c>.</summary>
    public Type ElementType { get; set; } = typeof(float);

    private FrameworkDefaults Defaults => FrameworkDefaults.Of(Preset);
}
