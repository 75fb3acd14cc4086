namespace BatchNormGen.Models;

/// <summary>Feature maps that flow through a model: an image with channels, (C, H, W).</summary>
/// <remarks>
/// It exists while a model is compiled: <see cref="ModelAttribute">the method that defines a model</see> takes it, and every member returns what a layer makes of it.
/// Nothing else of C# can hold it (a field, a lambda, an array).
/// </remarks>
public readonly ref struct FeatureMaps
{
    /// <summary>The number of channels.</summary>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public int Channels => throw Definition.NeverRuns();

    /// <summary>The number of rows.</summary>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public int Height => throw Definition.NeverRuns();

    /// <summary>The number of columns.</summary>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public int Width => throw Definition.NeverRuns();

    /// <summary>A convolution of two dimensions. The number of input channels is that of what it is called on.</summary>
    /// <param name="name">The layer's name: its property in the model, and its key in files.</param>
    /// <param name="outputs">The number of channels that it gives.</param>
    /// <param name="kernel">The height and width of the kernel.</param>
    /// <param name="stride">The rows and columns from one position of the kernel to the next.</param>
    /// <param name="padding">The rows and columns of zeros on each side.</param>
    /// <param name="groups">The number of groups of channels that are convolved each by itself; as many as channels for a depthwise convolution. It divides both numbers of channels.</param>
    /// <param name="bias">Whether to learn an offset for each output channel.</param>
    /// <returns><c>outputs</c> channels; extents <c>(extent + 2 · padding − kernel) / stride + 1</c>, rounded down.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps Conv2D(string name, int outputs, int kernel, int stride = 1, int padding = 0, int groups = 1, bool bias = true) => throw Definition.NeverRuns();

    /// <summary>The largest value of each window. Padding is never the largest.</summary>
    /// <param name="kernel">The height and width of the window.</param>
    /// <param name="stride">The rows and columns from one window to the next; 0 for the kernel.</param>
    /// <param name="padding">The rows and columns of padding on each side; at most half the kernel.</param>
    /// <returns>As many channels; extents <c>(extent + 2 · padding − kernel) / stride + 1</c>, rounded down.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps MaxPool(int kernel, int stride = 0, int padding = 0) => throw Definition.NeverRuns();

    /// <summary>The mean of each window. Whether padding counts follows the preset: in Keras and ONNX it does not.</summary>
    /// <param name="kernel">The height and width of the window.</param>
    /// <param name="stride">The rows and columns from one window to the next; 0 for the kernel.</param>
    /// <param name="padding">The rows and columns of padding on each side; at most half the kernel.</param>
    /// <returns>As many channels; extents <c>(extent + 2 · padding − kernel) / stride + 1</c>, rounded down.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps AveragePool(int kernel, int stride = 0, int padding = 0) => throw Definition.NeverRuns();

    /// <summary>The mean of each channel.</summary>
    /// <returns>A feature for each channel.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features GlobalAveragePool() => throw Definition.NeverRuns();

    /// <summary>All values in one row: channel by channel, each row by row.</summary>
    /// <returns><c>channels × height × width</c> features.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features Flatten() => throw Definition.NeverRuns();

    /// <summary>Batch normalization of each channel.</summary>
    /// <param name="name">The layer's name: its property in the model, and its key in files.</param>
    /// <param name="epsilon">Added to the variance; null for the preset's.</param>
    /// <param name="momentum">The weight of a new batch in the moving averages, in (0, 1], as in PyTorch; Keras and Flax call 1 minus it so. Null for the preset's.</param>
    /// <param name="scale">Whether to learn gamma, a factor for each.</param>
    /// <param name="shift">Whether to learn beta, an offset for each.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps BatchNorm(string name, double? epsilon = null, double? momentum = null, bool scale = true, bool shift = true) => throw Definition.NeverRuns();

    /// <summary>Group normalization: the channels of a sample in groups, each by its own mean and variance.</summary>
    /// <param name="name">The layer's name: its property in the model, and its key in files.</param>
    /// <param name="groups">The number of groups; it divides the number of channels.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps GroupNorm(string name, int groups) => throw Definition.NeverRuns();

    /// <summary>Instance normalization: each channel of a sample by its own mean and variance.</summary>
    /// <param name="name">The layer's name: its property in the model, and its key in files.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps InstanceNorm(string name) => throw Definition.NeverRuns();

    /// <summary>Rectified linear unit: max(z, 0).</summary>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps Relu() => throw Definition.NeverRuns();

    /// <summary>Rectified linear unit, bounded: min(max(z, 0), 6).</summary>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps Relu6() => throw Definition.NeverRuns();

    /// <summary>Leaky rectified linear unit: z where z is positive, slope · z elsewhere.</summary>
    /// <param name="slope">The slope below 0; any finite number.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps LeakyRelu(double slope = ActivationDefaults.LeakySlope) => throw Definition.NeverRuns();

    /// <summary>Logistic function: 1 / (1 + e⁻ᶻ).</summary>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps Sigmoid() => throw Definition.NeverRuns();

    /// <summary>Hyperbolic tangent.</summary>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps Tanh() => throw Definition.NeverRuns();

    /// <summary>Sigmoid linear unit, also called swish: z / (1 + e⁻ᶻ).</summary>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps Silu() => throw Definition.NeverRuns();

    /// <summary>Gaussian error linear unit, the exact one: z · (1 + erf(z / √2)) / 2.</summary>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps Gelu() => throw Definition.NeverRuns();

    /// <summary>Hard swish: z · min(max(z + 3, 0), 6) / 6.</summary>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps HardSwish() => throw Definition.NeverRuns();

    /// <summary>Dropout: in training, values are zero with a probability, and the others are scaled up by 1 / (1 − rate). Predictions leave all as it is.</summary>
    /// <param name="rate">The probability, at least 0 and below 1.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps Dropout(double rate) => throw Definition.NeverRuns();

    /// <summary>A layer of your own that keeps the shape.</summary>
    /// <typeparam name="TLayer">The layer.</typeparam>
    /// <param name="name">The layer's name: its property in the model, and its key in files.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps Then<TLayer>(string name)
        where TLayer : ILayer<float, TLayer> => throw Definition.NeverRuns();

    /// <summary>A layer of your own that gives features.</summary>
    /// <typeparam name="TLayer">The layer.</typeparam>
    /// <param name="name">The layer's name: its property in the model, and its key in files.</param>
    /// <param name="outputs">The number of features that it gives.</param>
    /// <returns><c>outputs</c> features.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features Then<TLayer>(string name, int outputs)
        where TLayer : ILayer<float, TLayer> => throw Definition.NeverRuns();

    /// <summary>A layer of your own that gives feature maps.</summary>
    /// <typeparam name="TLayer">The layer.</typeparam>
    /// <param name="name">The layer's name: its property in the model, and its key in files.</param>
    /// <param name="channels">The number of channels that it gives.</param>
    /// <param name="height">The number of rows that it gives.</param>
    /// <param name="width">The number of columns that it gives.</param>
    /// <returns>Maps of that shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public FeatureMaps Then<TLayer>(string name, int channels, int height, int width)
        where TLayer : ILayer<float, TLayer> => throw Definition.NeverRuns();

    /// <summary>The sum of two branches of the same shape.</summary>
    /// <param name="left">One branch.</param>
    /// <param name="right">The other.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public static FeatureMaps operator +(FeatureMaps left, FeatureMaps right) => throw Definition.NeverRuns();
}
