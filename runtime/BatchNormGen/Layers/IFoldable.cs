namespace BatchNormGen;

/// <summary>A layer whose prediction can be made part of the dense layer or convolution before it.</summary>
/// <typeparam name="TState">The type of weights and parameters.</typeparam>
public interface IFoldable<TState>
{
    /// <summary>
    /// Folds the prediction into the dense layer or convolution before it, in place: <c>weight · scale</c> and
    /// <c>(bias − moving mean) · scale + beta</c> with <c>scale = gamma / √(moving variance + epsilon)</c>, in double and rounded once. That
    /// layer then computes what both did; this one is not changed, and has to be left out.
    /// </summary>
    /// <param name="weight">The weights: a multiple of <c>NumFeatures</c> values, each used once at most for an output.</param>
    /// <param name="bias">The biases, <c>NumFeatures</c> values; zeros, if the layer before has none.</param>
    /// <param name="layout">Whether the outputs are the first or the last axis of the weights.</param>
    /// <returns>How much the weights changed, and a bound on the error of the outputs.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not fit, <paramref name="layout"/> is not defined, or weights, biases and the layer's own numbers overlap. Nothing is written.
    /// </exception>
    /// <exception cref="ArithmeticException">A folded number would not be finite in its type. Nothing is written.</exception>
    FoldingReport FoldIntoPrevious(Span<TState> weight, Span<TState> bias, WeightLayout layout = WeightLayout.OutputFirst);
}
