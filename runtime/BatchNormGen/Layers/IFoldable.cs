namespace BatchNormGen;

/// <summary>A layer whose prediction can be made part of the dense layer or convolution before it.</summary>
/// <typeparam name="TState">The type of weights and parameters.</typeparam>
public interface IFoldable<TState>
{
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
    FoldingReport FoldIntoPrevious(Span<TState> weight, Span<TState> bias, ReadOnlySpan<int> shape, int outputAxis, int groups = 1);
#pragma warning restore RS0026
}
