using BatchNormGen.Benchmarks.Data;

namespace BatchNormGen.Benchmarks.Shapes;

/// <summary>A shape that is measured, and the layers that were generated for it.</summary>
/// <param name="Network">Where the shape comes from.</param>
/// <param name="Tensor">The batch.</param>
/// <param name="Fixed">A layer whose declaration holds all extents but the number of samples.</param>
/// <param name="Free">A layer whose positions are free; null where there are none.</param>
/// <param name="IsQuick">Whether it is part of a quick run.</param>
internal sealed record BenchmarkShape(
    string Network, TensorShape Tensor, Type Fixed, Type? Free, bool IsQuick)
{
    /// <summary>What the layers compute.</summary>
    public Normalization Normalization { get; init; } = Normalization.BatchNorm;

    /// <summary>The layer without its activation; null where there is none to leave out.</summary>
    public Type? WithoutActivation { get; init; }

    /// <summary>The directions that are measured.</summary>
    public IReadOnlyList<Direction> Directions { get; init; } = Normalization.BatchNorm.Directions;

    public string Name =>
        $"{(Normalization == Normalization.BatchNorm ? "" : $"{Normalization} ")}{Tensor}{(Tensor.Layout == TensorLayout.ChannelsLast ? " last" : "")}";

    public override string ToString() => Name;
}
