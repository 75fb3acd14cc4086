namespace BatchNormGen;

/// <summary>A layer that keeps moving averages of its batches' statistics, and predicts by them.</summary>
/// <typeparam name="TData">The type of inputs.</typeparam>
/// <typeparam name="TState">The type of the statistics.</typeparam>
public interface IMovingStatistics<TData, TState>
{
    /// <summary>The moving mean of each channel, a live view of length <c>C</c>.</summary>
    Span<TState> MovingMean { get; }

    /// <summary>The moving variance of each channel, a live view of length <c>C</c>.</summary>
    Span<TState> MovingVariance { get; }

    /// <summary>The number of batches in the moving averages.</summary>
    long BatchesTracked { get; }

    /// <summary>Sets the moving mean to 0, the moving variance to 1 and the counter to 0.</summary>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    void ResetMovingStatistics();

    /// <summary>
    /// Measures the values of a batch, in double throughout, and changes nothing in the layer; any number of threads may call it. The parts of
    /// a data set, measured one by one and merged in any order, give the statistics of the whole.
    /// </summary>
    /// <param name="x">The batch: <c>batchSize × NumFeatures × positions</c> values in the layer's layout; may be empty, or of one value per channel.</param>
    /// <param name="batchSize">The number of samples <c>N</c>.</param>
    /// <returns>New moments of <c>batchSize × positions</c> values per channel.</returns>
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
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    void SetMovingStatistics(Moments population);
}
