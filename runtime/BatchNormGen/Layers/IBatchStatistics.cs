namespace BatchNormGen;

/// <summary>A layer that keeps the statistics of its last training batch.</summary>
/// <typeparam name="TState">The type of the statistics.</typeparam>
public interface IBatchStatistics<TState>
{
    /// <summary>The mean of each channel of the last training batch, a live view of length <c>C</c>; zeros before it.</summary>
    ReadOnlySpan<TState> BatchMean { get; }

    /// <summary>1/√(variance + epsilon) of each channel of the last training batch, a live view of length <c>C</c>; zeros before it.</summary>
    ReadOnlySpan<TState> BatchInverseDeviation { get; }
}
