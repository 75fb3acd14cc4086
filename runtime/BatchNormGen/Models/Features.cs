namespace BatchNormGen.Models;

/// <summary>Features that flow through a model: a vector, (C).</summary>
/// <remarks>
/// It exists while a model is compiled: <see cref="ModelAttribute">the method that defines a model</see> takes it, and every member returns what a layer makes of it.
/// Nothing else of C# can hold it (a field, a lambda, an array).
/// </remarks>
public readonly ref struct Features
{
    /// <summary>The number of features.</summary>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public int Count => throw Definition.NeverRuns();

    /// <summary>A dense layer: every output is a weighted sum of all inputs. The number of inputs is that of what it is called on.</summary>
    /// <param name="name">The layer's name: its property in the model, and its key in files.</param>
    /// <param name="outputs">The number of features that it gives.</param>
    /// <param name="bias">Whether to learn an offset for each output.</param>
    /// <returns><c>outputs</c> features.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features Dense(string name, int outputs, bool bias = true) => throw Definition.NeverRuns();

    /// <summary>Batch normalization of each feature.</summary>
    /// <param name="name">The layer's name: its property in the model, and its key in files.</param>
    /// <param name="epsilon">Added to the variance; null for the preset's.</param>
    /// <param name="momentum">The weight of a new batch in the moving averages, in (0, 1], as in PyTorch; Keras and Flax call 1 minus it so. Null for the preset's.</param>
    /// <param name="scale">Whether to learn gamma, a factor for each.</param>
    /// <param name="shift">Whether to learn beta, an offset for each.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features BatchNorm(string name, double? epsilon = null, double? momentum = null, bool scale = true, bool shift = true) => throw Definition.NeverRuns();

    /// <summary>Layer normalization: each sample by its own mean and variance.</summary>
    /// <param name="name">The layer's name: its property in the model, and its key in files.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features LayerNorm(string name) => throw Definition.NeverRuns();

    /// <summary>RMS normalization: each sample by its root mean square.</summary>
    /// <param name="name">The layer's name: its property in the model, and its key in files.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features RmsNorm(string name) => throw Definition.NeverRuns();

    /// <summary>Rectified linear unit: max(z, 0).</summary>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features Relu() => throw Definition.NeverRuns();

    /// <summary>Rectified linear unit, bounded: min(max(z, 0), 6).</summary>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features Relu6() => throw Definition.NeverRuns();

    /// <summary>Leaky rectified linear unit: z where z is positive, slope · z elsewhere.</summary>
    /// <param name="slope">The slope below 0; any finite number.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features LeakyRelu(double slope = ActivationDefaults.LeakySlope) => throw Definition.NeverRuns();

    /// <summary>Logistic function: 1 / (1 + e⁻ᶻ).</summary>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features Sigmoid() => throw Definition.NeverRuns();

    /// <summary>Hyperbolic tangent.</summary>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features Tanh() => throw Definition.NeverRuns();

    /// <summary>Sigmoid linear unit, also called swish: z / (1 + e⁻ᶻ).</summary>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features Silu() => throw Definition.NeverRuns();

    /// <summary>Gaussian error linear unit, the exact one: z · (1 + erf(z / √2)) / 2.</summary>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features Gelu() => throw Definition.NeverRuns();

    /// <summary>Hard swish: z · min(max(z + 3, 0), 6) / 6.</summary>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features HardSwish() => throw Definition.NeverRuns();

    /// <summary>Dropout: in training, values are zero with a probability, and the others are scaled up by 1 / (1 − rate). Predictions leave all as it is.</summary>
    /// <param name="rate">The probability, at least 0 and below 1.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features Dropout(double rate) => throw Definition.NeverRuns();

    /// <summary>A layer of your own that keeps the shape.</summary>
    /// <typeparam name="TLayer">The layer.</typeparam>
    /// <param name="name">The layer's name: its property in the model, and its key in files.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features Then<TLayer>(string name)
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
    public static Features operator +(Features left, Features right) => throw Definition.NeverRuns();

    /// <summary>Softmax: positive values that add up to 1.</summary>
    /// <remarks>A model that is trained ends with the values in front of it, its logits: <c>SoftmaxCrossEntropy</c> takes these.</remarks>
    /// <returns>The same shape.</returns>
    /// <exception cref="NotSupportedException">Always: a definition is read by the compiler and never runs.</exception>
    public Features Softmax() => throw Definition.NeverRuns();
}
