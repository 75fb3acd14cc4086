namespace BatchNormGen.Models;

/// <summary>A network of layers, as <see cref="ModelAttribute"/> makes it of a class.</summary>
/// <typeparam name="T">The type of data and parameters: <c>float</c>.</typeparam>
/// <remarks>
/// <para>Tensors are flat spans in C order, sample by sample. Outputs overlap no input; <c>x</c> and <c>dy</c> may overlap each other.</para>
/// <para>Training calls (<see cref="ForwardTraining"/>, <see cref="Backward"/>) of one instance take one thread at a time; any number of <see cref="ForwardInference"/> calls may run at once.</para>
/// </remarks>
public interface IModel<T> : ISavedState
{
    /// <summary>The shape of one sample that goes in: <c>[C, H, W]</c> or <c>[C]</c>.</summary>
    IReadOnlyList<int> InputShape { get; }

    /// <summary>The shape of one sample that comes out: <c>[C, H, W]</c> or <c>[C]</c>.</summary>
    IReadOnlyList<int> OutputShape { get; }

    /// <summary>The number of values of one sample that goes in.</summary>
    int InputLength { get; }

    /// <summary>The number of values of one sample that comes out.</summary>
    int OutputLength { get; }

    /// <summary>The number of learned values.</summary>
    long ParameterCount { get; }

    /// <summary>The number of multiplications with an addition that the convolutions and dense layers take for one sample.</summary>
    long MultiplyAdds { get; }

    /// <summary>The learned parameters, in the order in which the model is defined. Their names are their keys in files.</summary>
    IReadOnlyList<Parameter<T>> Parameters { get; }

    /// <summary>
    /// The largest number of threads a call may use: −1 (the default) for the machine's processors, 1 for the caller's thread alone.
    /// The results do not depend on it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below −1.</exception>
    int MaxDegreeOfParallelism { get; set; }

    /// <summary>Sets every parameter to its initial value by the preset's rule, gradients to 0, and moving statistics as in a new model.</summary>
    /// <remarks>What the last <see cref="ForwardTraining"/> call has kept is given up, as it is by a load.</remarks>
    /// <param name="seed">The same seed gives the same values on every machine; a new model has seed 0.</param>
    /// <exception cref="InvalidOperationException">Another call is training the model or changing it.</exception>
    void Initialize(int seed);

    /// <summary>Computes a batch in training, and keeps what <see cref="Backward"/> needs.</summary>
    /// <param name="x">The batch: <c>batchSize × InputLength</c> values.</param>
    /// <param name="y">Receives the result: <c>batchSize × OutputLength</c> values.</param>
    /// <param name="batchSize">The number of samples.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or the batch is too small for a normalization. Nothing is changed.</exception>
    /// <exception cref="ArithmeticException">The statistics of a normalization are not finite.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the model or changing it.</exception>
    /// <exception cref="CollectiveException">The batch is spread over processes (see <see cref="ICollectiveLayer"/>), and a call of one of them failed, or they called different things: the same on all.</exception>
    /// <exception cref="TimeoutException">The other processes did not come.</exception>
    void ForwardTraining(ReadOnlySpan<T> x, Span<T> y, int batchSize);

    /// <summary>Predicts a batch, and changes nothing.</summary>
    /// <param name="x">The batch: <c>batchSize × InputLength</c> values; may be empty.</param>
    /// <param name="y">Receives the result: <c>batchSize × OutputLength</c> values.</param>
    /// <param name="batchSize">The number of samples.</param>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    void ForwardInference(ReadOnlySpan<T> x, Span<T> y, int batchSize);

    /// <summary>The gradient of the last <see cref="ForwardTraining"/>: adds to the parameters' gradients, and writes <paramref name="dx"/> unless it is empty.</summary>
    /// <param name="x">The batch of that call.</param>
    /// <param name="dy">The gradient of the loss with respect to that call's result.</param>
    /// <param name="dx">Receives the gradient of the loss with respect to <paramref name="x"/>; empty where nobody wants it.</param>
    /// <param name="batchSize">The number of samples.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or <paramref name="x"/> is not the batch of that call. Nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// There was no such call, it failed, or it had another batch size; <see cref="Initialize"/>, a load or <c>MeasurePopulation</c> came after it; or another call is
    /// training the model or changing it.
    /// </exception>
    /// <exception cref="CollectiveException">The batch is spread over processes (see <see cref="ICollectiveLayer"/>), and a call of one of them failed, or they called different things: the same on all.</exception>
    /// <exception cref="TimeoutException">The other processes did not come.</exception>
    void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int batchSize);

    /// <summary>Sets the gradients of all parameters to 0.</summary>
    void ZeroGradients();
}
