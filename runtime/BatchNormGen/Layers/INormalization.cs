namespace BatchNormGen;

/// <summary>What every normalization layer has, whatever it normalizes over.</summary>
/// <typeparam name="TState">The type of parameters and statistics.</typeparam>
/// <remarks>
/// A layer implements what it can do and nothing else: see <see cref="INormalizationLayer{TData, TState}"/>, <see cref="IResidualLayer{TData, TState}"/>,
/// <see cref="IChannelNormalization"/>, <see cref="IBatchStatistics{TState}"/>, <see cref="IMovingStatistics{TData, TState}"/>, <see cref="IMomentum"/>,
/// <see cref="IFreezable{TData}"/>, <see cref="IFreezableResidual{TData}"/> and <see cref="IFoldable{TState}"/>.
/// </remarks>
public interface INormalization<TState> : ISavedState
{
    /// <summary>The number of values of each parameter: of channels <c>C</c>; in a LayerNorm or RmsNorm, of the values of a row.</summary>
    int NumFeatures { get; }

    /// <summary>The learned parameters: gamma and beta, those that exist, in this order.</summary>
    IReadOnlyList<Parameter<TState>> Parameters { get; }

    /// <summary>
    /// The largest number of threads a call may use: −1 (the default) for the machine's processors, 1 for the caller's thread alone.
    /// The results do not depend on it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below −1.</exception>
    int MaxDegreeOfParallelism { get; set; }

    /// <summary>Sets gamma to 1, beta to 0 and their gradients to 0.</summary>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    void ResetParameters();
}
