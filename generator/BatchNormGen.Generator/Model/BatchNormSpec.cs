namespace BatchNormGen.Generator.Model;

/// <summary>A batch normalization layer, as declared.</summary>
internal sealed record BatchNormSpec : ILayerSpec
{
    public required LayerSpec Layer { get; init; }

    public required ChannelShapeSpec Shape { get; init; }

    public required AveragingSpec Averaging { get; init; }

    /// <summary>Which variance is averaged.</summary>
    public required VarianceEstimator MovingVariance { get; init; }

    /// <summary>Whether the layer keeps moving statistics.</summary>
    public bool TracksMovingStatistics => Averaging.Mode != AveragingMode.None;

    /// <summary>What files call the layer's numbers.</summary>
    public ParameterNames ParameterNames => ParameterNames.OfBatchNorm(Layer.Preset);

    /// <summary>With channels last, rows are all that the statistics need: free positions may be counted as samples.</summary>
    public BatchSizeUse BatchSize =>
        Shape.HasKnownPositions || Shape.Layout == TensorLayout.ChannelsLast ? BatchSizeUse.GivenOrFollowing : BatchSizeUse.Given;

    ShapeSpec ILayerSpec.Shape => Shape;
}
