namespace BatchNormGen.Tests.Reference;

/// <summary>The shape of a batch: N samples of C channels of P positions, in either layout.</summary>
internal sealed record TensorShape(int BatchSize, int Channels, int[] Positions, TensorLayout Layout)
{
    public int PositionCount => Positions.Aggregate(1, static (product, extent) => product * extent);

    public int Length => BatchSize * Channels * PositionCount;

    /// <summary>The number of values of one channel.</summary>
    public int ValuesPerChannel => BatchSize * PositionCount;

    public int[] Dimensions => Layout == TensorLayout.ChannelsFirst
        ? [BatchSize, Channels, .. Positions]
        : [BatchSize, .. Positions, Channels];

    /// <summary>Where the value of a channel at a position of a sample lies.</summary>
    public int IndexOf(int sample, int channel, int position) => Layout == TensorLayout.ChannelsFirst
        ? ((sample * Channels) + channel) * PositionCount + position
        : ((sample * PositionCount) + position) * Channels + channel;

    /// <summary>The channel of the value at an index.</summary>
    public int ChannelOf(int index) => Layout == TensorLayout.ChannelsFirst
        ? index / PositionCount % Channels
        : index % Channels;

    /// <summary>The indices of a channel's values, sample by sample.</summary>
    public int[] IndicesOf(int channel)
    {
        int positions = PositionCount;
        var indices = new int[BatchSize * positions];
        for (int sample = 0; sample < BatchSize; sample++)
        {
            for (int position = 0; position < positions; position++)
            {
                indices[(sample * positions) + position] = IndexOf(sample, channel, position);
            }
        }

        return indices;
    }

    public override string ToString() => $"[{string.Join(", ", Dimensions)}] {Layout}";
}
