namespace BatchNormGen.Benchmarks.ModelComparison;

/// <summary>A peer's model with its buffers, ready for one task.</summary>
internal interface IPreparedModel : IDisposable
{
    /// <summary>Does the task once. Each training step starts where the one before it ended.</summary>
    void Call();

    /// <summary>What the last call wrote: of <see cref="ModelTask.ForwardAndBackward"/> the gradient of the input, otherwise what the network gives.</summary>
    ReadOnlySpan<float> Result { get; }
}
