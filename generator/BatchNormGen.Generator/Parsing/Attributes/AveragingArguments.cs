namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>What a declaration says of the moving statistics.</summary>
internal sealed record AveragingArguments
{
    public Argument<double>? Momentum { get; init; }

    public Argument<double>? Decay { get; init; }

    public Argument<bool>? CumulativeAverage { get; init; }

    /// <inheritdoc cref="ChannelShapeArguments.Layout"/>
    public Argument<int>? MovingVariance { get; init; }

    public Argument<bool>? TrackMovingStatistics { get; init; }

    /// <summary>Whether there are moving statistics.</summary>
    public bool IsTracked => TrackMovingStatistics?.Value ?? true;

    public static AveragingArguments Read(AttributeReader reader) => new()
    {
        Momentum = reader.ReadProperty<double>(nameof(Momentum)),
        Decay = reader.ReadProperty<double>(nameof(Decay)),
        CumulativeAverage = reader.ReadProperty<bool>(nameof(CumulativeAverage)),
        MovingVariance = reader.ReadProperty<int>(nameof(MovingVariance)),
        TrackMovingStatistics = reader.ReadProperty<bool>(nameof(TrackMovingStatistics)),
    };
}
