namespace BatchNormGen.Generator.Model;

/// <summary>A batch normalization layer, as declared.</summary>
internal sealed record BatchNormSpec : ILayerSpec
{
    public required LayerSpec Layer { get; init; }

    public required AveragingSpec Averaging { get; init; }

    /// <summary>Which variance is averaged.</summary>
    public required VarianceEstimator MovingVariance { get; init; }

    /// <summary>Whether the layer keeps moving statistics.</summary>
    public bool TracksMovingStatistics => Averaging.Mode != AveragingMode.None;
}
