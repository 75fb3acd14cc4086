namespace BatchNormGen.Models;

/// <summary>A layer of your own, which a model takes by <see cref="FeatureMaps.Then{TLayer}(string)"/>. The model creates it, and calls it as it calls its own layers.</summary>
/// <typeparam name="T">The type of the numbers; in a model <c>float</c>.</typeparam>
/// <typeparam name="TSelf">The layer itself.</typeparam>
/// <remarks>
/// Tensors are flat spans in C order, sample by sample. A training call of the model makes one training call of the layer at a time; predictions may come from several threads at once.
/// The layer's state is saved and loaded with the model's, under the layer's name.
/// </remarks>
public interface ILayer<T, TSelf> : ISavedState
    where TSelf : ILayer<T, TSelf>
{
    /// <summary>The learned parameters; none if there is nothing to learn.</summary>
    IReadOnlyList<Parameter<T>> Parameters { get; }

    /// <summary>Makes a layer with initial values that keeps the shape.</summary>
    /// <param name="shape">The shape of one sample: <c>[C, H, W]</c> or <c>[C]</c>.</param>
    /// <returns>A new layer.</returns>
    static abstract TSelf Create(ReadOnlySpan<int> shape);

    /// <summary>Makes a layer with initial values. One that changes the shape overrides this; by default the layer keeps it.</summary>
    /// <param name="inputShape">The shape of one sample that comes in.</param>
    /// <param name="outputShape">The shape of one sample that goes out, as <c>Then</c> says it.</param>
    /// <returns>A new layer.</returns>
    /// <exception cref="ArgumentException">The shapes differ, and the layer keeps its shape.</exception>
    static virtual TSelf Create(ReadOnlySpan<int> inputShape, ReadOnlySpan<int> outputShape) => inputShape.SequenceEqual(outputShape)
        ? TSelf.Create(inputShape)
        : throw new ArgumentException(
            $"{typeof(TSelf).Name} keeps the shape of its input, [{string.Join(", ", inputShape.ToArray())}], and the model expects [{string.Join(", ", outputShape.ToArray())}]; "
            + "implement Create(inputShape, outputShape), or use Then with the name alone.",
            nameof(outputShape));

    /// <summary>Computes a batch in training.</summary>
    /// <param name="x">The batch: <c>batchSize</c> samples.</param>
    /// <param name="y">Receives the result; it does not overlap <paramref name="x"/>.</param>
    /// <param name="batchSize">The number of samples; 0 where other processes have all of the batch.</param>
    void ForwardTraining(ReadOnlySpan<T> x, Span<T> y, int batchSize);

    /// <summary>Computes a batch in prediction, and changes nothing in the layer.</summary>
    /// <param name="x">The batch: <c>batchSize</c> samples.</param>
    /// <param name="y">Receives the result; it does not overlap <paramref name="x"/>.</param>
    /// <param name="batchSize">The number of samples.</param>
    void ForwardInference(ReadOnlySpan<T> x, Span<T> y, int batchSize);

    /// <summary>The gradient of the last <see cref="ForwardTraining"/>: writes <paramref name="dx"/>, adds to the parameters' gradients.</summary>
    /// <param name="x">The batch of that call.</param>
    /// <param name="dy">The gradient of the loss with respect to that call's result.</param>
    /// <param name="dx">Receives the gradient of the loss with respect to <paramref name="x"/>; it does not overlap the others.</param>
    /// <param name="batchSize">The number of samples; 0 where other processes have all of the batch.</param>
    void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int batchSize);
}
