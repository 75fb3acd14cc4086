namespace BatchNormGen.Generator.Model;

/// <summary>A layer that normalizes groups of channels of each sample, as declared: GroupNorm, and InstanceNorm, whose groups are single channels.</summary>
internal sealed record GroupNormSpec : ILayerSpec
{
    public required LayerSpec Layer { get; init; }

    public required ChannelShapeSpec Shape { get; init; }

    /// <summary>The number of groups, a divisor of the number of channels.</summary>
    public required int NumGroups { get; init; }

    /// <summary>Whether it was declared as an InstanceNorm.</summary>
    public required bool IsInstanceNorm { get; init; }

    /// <summary>The number of channels of a group.</summary>
    public int GroupChannels => Shape.Channels / NumGroups;

    /// <summary>What files call the layer's parameters.</summary>
    public ParameterNames ParameterNames =>
        IsInstanceNorm ? ParameterNames.OfInstanceNorm(Layer.Preset) : ParameterNames.OfGroupNorm(Layer.Preset);

    /// <summary>Samples are normalized apart, so that free positions cannot be counted as samples, whatever the layout.</summary>
    public BatchSizeUse BatchSize => Shape.HasKnownPositions ? BatchSizeUse.GivenOrFollowing : BatchSizeUse.Given;

    ShapeSpec ILayerSpec.Shape => Shape;
}
