namespace BatchNormGen.Benchmarks.Shapes;

/// <summary>The extents of a batch.</summary>
internal sealed record TensorShape(int Samples, int Features, TensorLayout Layout, params int[] Spatial)
{
    public int Positions => Spatial.Aggregate(1, static (product, extent) => product * extent);

    public int Rank => 2 + Spatial.Length;

    public int Length => checked(Samples * Features * Positions);

    public long Bytes => (long)Length * sizeof(float);

    /// <summary>The number of values of a channel.</summary>
    public int Count => Samples * Positions;

    /// <summary>The bytes of one channel in all samples.</summary>
    public long ChannelBytes => (long)Count * sizeof(float);

    /// <summary>Whether a channel's values lie in planes; otherwise they lie in columns of rows.</summary>
    public bool HasPlanes => Layout == TensorLayout.ChannelsFirst && Positions > 1;

    /// <summary>The channel of a value.</summary>
    public int ChannelOf(int index) => HasPlanes ? index / Positions % Features : index % Features;

    public int SampleOf(int index) => index / (Features * Positions);

    public TensorShape WithSamples(int samples) => this with { Samples = samples };

    /// <summary>The extents in the order of memory, <c>32×64×56×56</c>.</summary>
    public override string ToString() => string.Join('×', InMemoryOrder());

    /// <summary>The extents in the order in which every framework counts them: samples, channels, positions.</summary>
    public long[] ChannelsSecond() => [Samples, Features, .. Spatial.Select(static extent => (long)extent)];

    /// <summary>The strides that belong to <see cref="ChannelsSecond"/>.</summary>
    public long[] Strides()
    {
        long[] strides = new long[Rank];
        bool last = Layout == TensorLayout.ChannelsLast;
        strides[0] = (long)Features * Positions;
        strides[1] = last ? 1 : Positions;
        long stride = last ? Features : 1;
        for (int axis = Rank - 1; axis >= 2; axis--)
        {
            strides[axis] = stride;
            stride *= Spatial[axis - 2];
        }

        return strides;
    }

    private IEnumerable<int> InMemoryOrder() =>
        Layout == TensorLayout.ChannelsLast ? [Samples, .. Spatial, Features] : [Samples, Features, .. Spatial];
}
