namespace BatchNormGen;

/// <summary>A normalization layer with a residual as it was at one moment, for prediction alone: what <c>Freeze</c> gives.</summary>
/// <typeparam name="T">The type of inputs and outputs.</typeparam>
/// <remarks>
/// Nothing of it ever changes, and nothing is shared with the layer: training the layer on, writing to its parameters, or letting go of it
/// changes no prediction. Any number of threads may use one at once.
/// </remarks>
public interface IFrozenResidualLayer<T>
{
    /// <summary>Normalizes and adds the residual as the layer's <c>ForwardInference</c> would have done when it was frozen, to the bit.</summary>
    /// <param name="x">The batch: <c>batchSize × NumFeatures × positions</c> values in the layer's layout; may be empty.</param>
    /// <param name="residual">What is added, in the same shape; as long as <paramref name="x"/>.</param>
    /// <param name="y">
    /// Receives the result; as long as <paramref name="x"/>. May be <paramref name="x"/> itself or <paramref name="residual"/> itself, and overlap them in no other way.
    /// </param>
    /// <param name="batchSize">The number of samples <c>N</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    void Forward(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, int batchSize);
}
