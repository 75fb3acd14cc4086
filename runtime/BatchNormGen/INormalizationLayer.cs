namespace BatchNormGen;

/// <summary>A normalization layer whose data and state have the same type: every <c>float</c> or <c>double</c> layer.</summary>
/// <typeparam name="T">The type of data, parameters and statistics.</typeparam>
public interface INormalizationLayer<T> : INormalizationLayer<T, T>;

/// <summary>What every generated normalization layer offers, whatever its shape.</summary>
/// <typeparam name="TData">The type of inputs, outputs and their gradients.</typeparam>
/// <typeparam name="TState">The type of parameters and statistics.</typeparam>
/// <remarks>
/// Tensors are flat spans in C order. Training calls on one instance must not run at the same time; any number of
/// <see cref="ForwardInference"/> calls may. In every method <c>y</c> may be <c>x</c> itself and <c>dx</c> may be <c>dy</c> itself;
/// any other overlap between an output and an input is an <see cref="ArgumentException"/>. Inputs may overlap each other, so <c>x</c>, <c>dy</c> and <c>dx</c> may all be one.
/// </remarks>
public interface INormalizationLayer<TData, TState> : ISavedState
{
    /// <summary>The number of channels <c>C</c>.</summary>
    int NumFeatures { get; }

    /// <summary>The rank of the tensors, batch and channels included: 2 to 5.</summary>
    int NumDims { get; }

    /// <summary>Where the channels lie.</summary>
    TensorLayout Layout { get; }

    /// <summary>The learned parameters: gamma and beta, those that exist, in this order.</summary>
    IReadOnlyList<Parameter<TState>> Parameters { get; }

    /// <summary>The moving mean of each channel, a live view of length <c>C</c>; empty in a layer that tracks none.</summary>
    Span<TState> MovingMean { get; }

    /// <summary>The moving variance of each channel, a live view of length <c>C</c>; empty in a layer that tracks none.</summary>
    Span<TState> MovingVariance { get; }

    /// <summary>The number of batches in the moving averages.</summary>
    long BatchesTracked { get; }

    /// <summary>
    /// The largest number of threads a call may use: −1 (the default) for the machine's processors, 1 for the caller's thread alone.
    /// The results do not depend on it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below −1.</exception>
    int MaxDegreeOfParallelism { get; set; }

    /// <summary>Normalizes a batch by its own statistics, then moves the moving averages towards them.</summary>
    /// <param name="x">The batch: <c>batchSize × NumFeatures × positions</c> values in the layer's layout.</param>
    /// <param name="y">Receives the result; as long as <paramref name="x"/>.</param>
    /// <param name="batchSize">The number of samples <c>N</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or a channel has fewer than two values. Nothing is changed.</exception>
    /// <exception cref="ArithmeticException">
    /// A channel's statistics are not finite. All of <paramref name="y"/> is written; no moving average and no counter changes.
    /// </exception>
    void ForwardTraining(ReadOnlySpan<TData> x, Span<TData> y, int batchSize);

    /// <summary>Normalizes by the moving statistics (by the batch's own, if none are tracked) and changes nothing in the layer.</summary>
    /// <param name="x">The batch: <c>batchSize × NumFeatures × positions</c> values in the layer's layout; may be empty.</param>
    /// <param name="y">Receives the result; as long as <paramref name="x"/>.</param>
    /// <param name="batchSize">The number of samples <c>N</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    void ForwardInference(ReadOnlySpan<TData> x, Span<TData> y, int batchSize);

    /// <summary>The gradient of the last <see cref="ForwardTraining"/>: writes <paramref name="dx"/>, adds to the parameters' gradients.</summary>
    /// <param name="x">The batch as it was before that call.</param>
    /// <param name="dy">The gradient of the loss with respect to that call's output.</param>
    /// <param name="dx">Receives the gradient of the loss with respect to <paramref name="x"/>.</param>
    /// <param name="batchSize">The number of samples <c>N</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    /// <exception cref="InvalidOperationException">There was no such call, it failed, or it had another length or batch size.</exception>
    void Backward(ReadOnlySpan<TData> x, ReadOnlySpan<TData> dy, Span<TData> dx, int batchSize);

    /// <summary>
    /// The gradient of <see cref="ForwardInference"/>, with the moving statistics held constant: writes <paramref name="dx"/>, adds to
    /// the parameters' gradients. It needs no earlier call.
    /// </summary>
    /// <param name="x">The batch given to the prediction.</param>
    /// <param name="dy">The gradient of the loss with respect to its output.</param>
    /// <param name="dx">Receives the gradient of the loss with respect to <paramref name="x"/>.</param>
    /// <param name="batchSize">The number of samples <c>N</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    void BackwardInference(ReadOnlySpan<TData> x, ReadOnlySpan<TData> dy, Span<TData> dx, int batchSize);

    /// <summary>A copy for prediction alone, which nothing that happens to the layer changes.</summary>
    /// <returns>What predicts as <see cref="ForwardInference"/> does now, to the bit.</returns>
    /// <exception cref="InvalidOperationException">The layer tracks no moving statistics.</exception>
    IFrozenLayer<TData> Freeze();

    /// <summary>Sets gamma to 1, beta to 0 and their gradients to 0.</summary>
    void ResetParameters();

    /// <summary>Sets the moving mean to 0, the moving variance to 1 and the counter to 0.</summary>
    void ResetMovingStatistics();

    /// <summary>
    /// Measures the values of a batch, in double throughout, and changes nothing in the layer; any number of threads may call it. The parts of
    /// a data set, measured one by one and merged in any order, give the statistics of the whole.
    /// </summary>
    /// <param name="x">The batch: <c>batchSize × NumFeatures × positions</c> values in the layer's layout; may be empty, or of one value a channel.</param>
    /// <param name="batchSize">The number of samples <c>N</c>.</param>
    /// <returns>New moments of <c>batchSize × positions</c> values a channel.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArithmeticException">The values of a channel are not finite, or the sum of their squared deviations is too large for a double.</exception>
    Moments MeasureMoments(ReadOnlySpan<TData> x, int batchSize);

    /// <summary>Puts the mean and variance of a data set in the place of the moving ones, the variance by the layer's estimator.</summary>
    /// <param name="population">The moments of the data set.</param>
    /// <remarks>
    /// They stand for all batches so far: <see cref="BatchesTracked"/> stays as it is, but is 1 at least, so that training that follows moves
    /// them on, and a cumulative average does not forget them with its next batch.
    /// </remarks>
    /// <exception cref="ArgumentException">The moments are of no values, of one where the variance is unbiased, or of another number of channels. Nothing is changed.</exception>
    /// <exception cref="ArithmeticException">A mean or variance is too large for the type of the statistics. Nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">The layer tracks no moving statistics.</exception>
    void SetMovingStatistics(Moments population);

#pragma warning disable RS0026 // Two overloads with optional parameters: those that are required tell them apart, whatever may be added.
    /// <summary>
    /// Folds the prediction into the dense layer or convolution before it, in place: <c>weight · scale</c> and
    /// <c>(bias − moving mean) · scale + beta</c> with <c>scale = gamma / √(moving variance + epsilon)</c>, in double and rounded once. That
    /// layer then computes what both did; this one is not changed, and has to be left out.
    /// </summary>
    /// <param name="weight">The weights: a multiple of <c>NumFeatures</c> values, each used once at most for an output.</param>
    /// <param name="bias">The biases, <c>NumFeatures</c> values; zeros, if the layer before has none.</param>
    /// <param name="layout">
    /// Whether the outputs are the first or the last axis of the weights; null for where the framework of the layer's preset has them: last in Keras and Flax, else first.
    /// </param>
    /// <returns>How much the weights changed, and a bound on the error of the outputs.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not fit, <paramref name="layout"/> is not defined, or weights, biases and the layer's own numbers overlap. Nothing is written.
    /// </exception>
    /// <exception cref="ArithmeticException">A folded number would not be finite in its type. Nothing is written.</exception>
    /// <exception cref="InvalidOperationException">The layer tracks no moving statistics, so that its prediction depends on the batch.</exception>
    FoldingReport FoldIntoPrevious(Span<TState> weight, Span<TState> bias, WeightLayout? layout = null);

    /// <summary>
    /// Folds the prediction into the dense layer or convolution before it, as the other overload does, with the outputs on any axis of the weights: into a transposed
    /// convolution, too.
    /// </summary>
    /// <param name="weight">The weights, each used once at most for an output.</param>
    /// <param name="bias">The biases, <c>NumFeatures</c> values; zeros, if the layer before has none.</param>
    /// <param name="shape">The extents of the weights.</param>
    /// <param name="outputAxis">
    /// The axis of the outputs. Its extent is <c>NumFeatures</c>; or <c>NumFeatures / groups</c>, where axis 0 holds the groups one after another, each with outputs
    /// of its own: the transposed convolutions of PyTorch and ONNX, with weights (in, out / groups, …) and so axis 1.
    /// </param>
    /// <param name="groups">The groups of the convolution. They do not matter where the axis has all outputs, as in every convolution that is not transposed.</param>
    /// <returns>How much the weights changed, and a bound on the error of the outputs.</returns>
    /// <exception cref="ArgumentException">
    /// A length or shape does not fit, there is no such axis or number of groups, or weights, biases and the layer's own numbers overlap. Nothing is written.
    /// </exception>
    /// <exception cref="ArithmeticException">A folded number would not be finite in its type. Nothing is written.</exception>
    /// <exception cref="InvalidOperationException">The layer tracks no moving statistics, so that its prediction depends on the batch.</exception>
    FoldingReport FoldIntoPrevious(Span<TState> weight, Span<TState> bias, ReadOnlySpan<int> shape, int outputAxis, int groups = 1);
#pragma warning restore RS0026
}
