namespace BatchNormGen;

/// <summary>A normalization layer of one input and one output, in four directions.</summary>
/// <typeparam name="TData">The type of inputs, outputs and their gradients.</typeparam>
/// <typeparam name="TState">The type of parameters and statistics.</typeparam>
/// <remarks>
/// <para>Tensors are flat spans in C order. In every method <c>y</c> may be <c>x</c> itself and <c>dx</c> may be <c>dy</c> itself; any other
/// overlap between an output and an input is an <see cref="ArgumentException"/>. Inputs may overlap each other, so <c>x</c>, <c>dy</c> and <c>dx</c> may all be one.</para>
/// <para>Training calls (<see cref="ForwardTraining"/>, <see cref="Backward"/>, <see cref="BackwardInference"/>) on one instance take one thread at a
/// time; any number of <see cref="ForwardInference"/> calls may run at once.</para>
/// <para>
/// LayerNorm, RmsNorm, GroupNorm and InstanceNorm normalize a batch in the same way always, so they have no modes: both forward directions are their <c>Forward</c>, which
/// changes nothing and takes an empty batch, and both backward directions are their <c>Backward</c>, which measures the batch again and needs no earlier call. Values that are
/// not finite make their row or group NaN, and no exception. The batch size is the number of samples; the results of LayerNorm and RmsNorm, whose batches are
/// <c>rows × NumFeatures</c> values, do not depend on it.
/// </para>
/// </remarks>
public interface INormalizationLayer<TData, TState> : INormalization<TState>
{
    /// <summary>Normalizes a batch by its own statistics, then moves the moving averages, if there are any, towards them.</summary>
    /// <param name="x">The batch: <c>batchSize × NumFeatures × positions</c> values in the layer's layout.</param>
    /// <param name="y">Receives the result; as long as <paramref name="x"/>.</param>
    /// <param name="batchSize">The number of samples <c>N</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or a channel of a batch normalization has fewer than two values. Nothing is changed.</exception>
    /// <exception cref="ArithmeticException">
    /// The statistics of a channel of a batch normalization are not finite. All of <paramref name="y"/> is written; no moving average and no counter changes.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    void ForwardTraining(ReadOnlySpan<TData> x, Span<TData> y, int batchSize);

    /// <summary>Normalizes by the moving statistics (by the batch's own, if none are tracked) and changes nothing in the layer.</summary>
    /// <param name="x">The batch: <c>batchSize × NumFeatures × positions</c> values in the layer's layout; may be empty.</param>
    /// <param name="y">Receives the result; as long as <paramref name="x"/>.</param>
    /// <param name="batchSize">The number of samples <c>N</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    void ForwardInference(ReadOnlySpan<TData> x, Span<TData> y, int batchSize);

    /// <summary>The gradient of the last <see cref="ForwardTraining"/>: writes <paramref name="dx"/>, adds to the parameters' gradients.</summary>
    /// <param name="x">The batch as it was before that call: after an in-place call, a copy made before it.</param>
    /// <param name="dy">The gradient of the loss with respect to that call's output.</param>
    /// <param name="dx">Receives the gradient of the loss with respect to <paramref name="x"/>.</param>
    /// <param name="batchSize">The number of samples <c>N</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap, or <paramref name="x"/> is not the batch of that call (some of its values are compared). Nothing is written.</exception>
    /// <exception cref="InvalidOperationException">
    /// There was no such call, it failed, or it had another length or batch size. Layers without modes need no such call.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
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
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    void BackwardInference(ReadOnlySpan<TData> x, ReadOnlySpan<TData> dy, Span<TData> dx, int batchSize);
}

/// <summary>A normalization layer whose data and state have the same type: every <c>float</c> or <c>double</c> layer.</summary>
/// <typeparam name="T">The type of data, parameters and statistics.</typeparam>
public interface INormalizationLayer<T> : INormalizationLayer<T, T>;
