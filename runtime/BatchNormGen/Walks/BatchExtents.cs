namespace BatchNormGen.Walks;

/// <summary>How large a batch is.</summary>
/// <param name="BatchSize">The batch size as the caller gave it, or <see cref="CompilerServices.LayerShape.NoBatchSize"/>.</param>
/// <param name="Samples">The number of samples.</param>
/// <param name="Positions">The number of positions of a sample.</param>
internal readonly record struct BatchExtents(int BatchSize, nint Samples, nint Positions)
{
    /// <summary>The number of values of a channel.</summary>
    public nint Count => Samples * Positions;
}
