// Compiled by the runtime and, linked, by the generator.
namespace BatchNormGen;

/// <summary>Where the channels of a tensor lie.</summary>
public enum TensorLayout
{
    /// <summary>Channels come right after the batch: <c>(N, C)</c>, <c>(N, C, L)</c>, <c>(N, C, H, W)</c>, <c>(N, C, D, H, W)</c>.</summary>
    ChannelsFirst,

    /// <summary>Channels come last: <c>(N, C)</c>, <c>(N, L, C)</c>, <c>(N, H, W, C)</c>, <c>(N, D, H, W, C)</c>.</summary>
    ChannelsLast,
}
