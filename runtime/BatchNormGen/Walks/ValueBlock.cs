namespace BatchNormGen.Walks;

/// <summary>The values of adjacent statistics in some samples, which are summed together.</summary>
/// <param name="Offset">Where the first value of the first statistic lies in a tensor.</param>
/// <param name="Position">Which of its plane's positions that is; 0 where planes are whole.</param>
/// <param name="Samples">The number of samples.</param>
/// <param name="Positions">The adjacent values of a statistic in a sample; 1 in rows.</param>
/// <param name="SampleStride">From a sample to the next.</param>
/// <param name="FeatureStride">From a statistic to the next: more than <paramref name="Positions"/> where these are a part of a plane.</param>
internal readonly record struct ValueBlock(nint Offset, nint Position, nint Samples, nint Positions, nint SampleStride, nint FeatureStride)
{
    /// <summary>The number of values of a statistic.</summary>
    public nint Count => Samples * Positions;

    /// <summary>Some of its samples.</summary>
    public ValueBlock Part(nint first, nint samples) => this with { Offset = Offset + (first * SampleStride), Samples = samples };
}
