namespace BatchNormGen.Generator.Model;

/// <summary>A layer that normalizes each row by itself, as declared.</summary>
internal sealed record RowNormSpec : ILayerSpec
{
    public required LayerSpec Layer { get; init; }

    public required RowShapeSpec Shape { get; init; }

    public required RowStatistic Statistic { get; init; }

    /// <summary>What files call the layer's parameters.</summary>
    public ParameterNames ParameterNames =>
        Statistic == RowStatistic.MeanSquare ? ParameterNames.OfRmsNorm(Layer.Preset) : ParameterNames.OfLayerNorm(Layer.Preset);

    public BatchSizeUse BatchSize => BatchSizeUse.None;

    ShapeSpec ILayerSpec.Shape => Shape;
}

/// <summary>What a row is normalized by.</summary>
internal enum RowStatistic
{
    /// <summary>Its mean and variance: LayerNorm.</summary>
    Moments,

    /// <summary>Its mean square: RmsNorm.</summary>
    MeanSquare,
}
