namespace BatchNormGen;

/// <summary>A normalization layer of two inputs and one output: a residual is added to what is normalized, before the activation, if there is one.</summary>
/// <typeparam name="TData">The type of inputs, outputs and their gradients.</typeparam>
/// <typeparam name="TState">The type of parameters and statistics.</typeparam>
/// <remarks>
/// <para>All is as in <see cref="INormalizationLayer{TData, TState}"/>, of layers without modes too, but for the second input. Such a layer has no method without it.</para>
/// <para>
/// <c>y</c> may be <c>x</c> itself or <c>residual</c> itself; <c>dx</c> or <c>dresidual</c>, but not both, may be <c>dy</c> itself. Any other overlap between an output
/// and an input, or between the outputs, is an <see cref="ArgumentException"/>. Inputs may overlap each other.
/// </para>
/// <para>
/// With an activation, <c>Backward</c> and <c>BackwardInference</c> compute anew what it was given, from <c>x</c> and <c>residual</c>, and with gamma and beta as they are at that
/// moment. Without one, the residual has no part in any gradient, and may be empty there.
/// </para>
/// </remarks>
public interface IResidualLayer<TData, TState> : INormalization<TState>
{
    /// <summary>Normalizes a batch by its own statistics and adds the residual, then moves the moving averages, if there are any, towards the statistics.</summary>
    /// <param name="x">The batch: <c>batchSize × NumFeatures × positions</c> values in the layer's layout.</param>
    /// <param name="residual">What is added, in the same shape; as long as <paramref name="x"/>.</param>
    /// <param name="y">Receives the result; as long as <paramref name="x"/>.</param>
    /// <param name="batchSize">The number of samples <c>N</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or a channel of a batch normalization has fewer than two values. Nothing is changed.</exception>
    /// <exception cref="ArithmeticException">
    /// The statistics of a channel of a batch normalization are not finite. All of <paramref name="y"/> is written; no moving average and no counter changes.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    void ForwardTraining(ReadOnlySpan<TData> x, ReadOnlySpan<TData> residual, Span<TData> y, int batchSize);

    /// <summary>
    /// Normalizes by the moving statistics (by the batch's own, if none are tracked), adds the residual, and changes nothing in the layer; any number of threads may call it at once.
    /// </summary>
    /// <param name="x">The batch: <c>batchSize × NumFeatures × positions</c> values in the layer's layout; may be empty.</param>
    /// <param name="residual">What is added, in the same shape; as long as <paramref name="x"/>.</param>
    /// <param name="y">Receives the result; as long as <paramref name="x"/>.</param>
    /// <param name="batchSize">The number of samples <c>N</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    void ForwardInference(ReadOnlySpan<TData> x, ReadOnlySpan<TData> residual, Span<TData> y, int batchSize);

    /// <summary>
    /// The gradient of the last <see cref="ForwardTraining"/>: writes <paramref name="dx"/> and <paramref name="dresidual"/>, adds to the parameters' gradients.
    /// </summary>
    /// <param name="x">The batch as it was before that call: after an in-place call, a copy made before it.</param>
    /// <param name="residual">The residual as it was before that call; may be empty where the layer has no activation.</param>
    /// <param name="dy">The gradient of the loss with respect to that call's output.</param>
    /// <param name="dx">Receives the gradient of the loss with respect to <paramref name="x"/>.</param>
    /// <param name="dresidual">Receives the gradient of the loss with respect to <paramref name="residual"/>; empty where nobody wants it.</param>
    /// <param name="batchSize">The number of samples <c>N</c>.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, or spans overlap, or <paramref name="x"/> or <paramref name="residual"/> is not that of the call (some of the values are compared). Nothing is written.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// There was no such call, it failed, or it had another length or batch size. Layers without modes need no such call.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    void Backward(
        ReadOnlySpan<TData> x, ReadOnlySpan<TData> residual, ReadOnlySpan<TData> dy, Span<TData> dx, Span<TData> dresidual, int batchSize);

    /// <summary>
    /// The gradient of <see cref="ForwardInference"/>, with the moving statistics held constant: writes <paramref name="dx"/> and <paramref name="dresidual"/>, adds to
    /// the parameters' gradients. It needs no earlier call.
    /// </summary>
    /// <param name="x">The batch given to the prediction.</param>
    /// <param name="residual">The residual given to the prediction; may be empty where the layer has no activation.</param>
    /// <param name="dy">The gradient of the loss with respect to its output.</param>
    /// <param name="dx">Receives the gradient of the loss with respect to <paramref name="x"/>.</param>
    /// <param name="dresidual">Receives the gradient of the loss with respect to <paramref name="residual"/>; empty where nobody wants it.</param>
    /// <param name="batchSize">The number of samples <c>N</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    void BackwardInference(
        ReadOnlySpan<TData> x, ReadOnlySpan<TData> residual, ReadOnlySpan<TData> dy, Span<TData> dx, Span<TData> dresidual, int batchSize);
}
