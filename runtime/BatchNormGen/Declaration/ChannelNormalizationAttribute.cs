namespace BatchNormGen;

/// <summary>What can be said of a layer whose tensors have an axis of channels.</summary>
/// <inheritdoc/>
public abstract class ChannelNormalizationAttribute : NormalizationAttribute
{
    private TensorLayout? _layout;

    /// <summary>Only this library's kinds of layers can derive from it.</summary>
    /// <param name="numFeatures">The number of channels.</param>
    /// <param name="numDims">The rank of the tensors.</param>
    protected ChannelNormalizationAttribute(int numFeatures, int numDims)
    {
        NumFeatures = numFeatures;
        NumDims = numDims;
    }

    /// <summary>The number of channels.</summary>
    public int NumFeatures { get; }

    /// <summary>The rank of the tensors, batch and channels included.</summary>
    public int NumDims { get; }

    /// <summary>
    /// The extents of the positions, if they are fixed: <c>[L]</c>, <c>[H, W]</c> or <c>[D, H, W]</c>. The kernels are then
    /// unrolled for them, and the batch size follows from a span's length. Empty (the default): free, given by the caller.
    /// </summary>
    public int[] Spatial { get; set; } = [];

    /// <summary>Where the channels lie. Default: the preset's, <see cref="TensorLayout.ChannelsFirst"/> without one.</summary>
    public TensorLayout Layout
    {
        get => _layout ?? FrameworkLayout.Of(Preset);
        set => _layout = value;
    }
}
