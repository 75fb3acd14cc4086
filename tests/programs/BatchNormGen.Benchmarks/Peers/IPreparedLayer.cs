using BatchNormGen.Benchmarks.Data;

namespace BatchNormGen.Benchmarks.Peers;

/// <summary>A peer's layer with its buffers. What it cannot do is null.</summary>
internal interface IPreparedLayer : IDisposable
{
    Action? Inference();

    Action? Forward();

    /// <summary>Backward alone: what it needs of a forward pass has been done when this returns.</summary>
    Action? Backward();

    /// <summary>What the last call wrote.</summary>
    ReadOnlySpan<float> Result { get; }

    Action? Of(Direction direction) => direction switch
    {
        Direction.Inference => Inference(),
        Direction.Forward => Forward(),
        _ => Backward(),
    };
}
