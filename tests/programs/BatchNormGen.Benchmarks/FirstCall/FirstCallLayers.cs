namespace BatchNormGen.Benchmarks.FirstCall;

/// <summary>Layers that are called for the first time.</summary>
public static partial class FirstCallLayers
{
    [BatchNorm(64, 4, Spatial = [28, 28])]
    public sealed partial class Planes64;

    [BatchNorm(256, 2)]
    public sealed partial class Rows256;

    [BatchNorm(48, 2)]
    public sealed partial class Rows48;

    [BatchNorm(32, 4, Spatial = [14, 14])]
    public sealed partial class Planes32;

    [BatchNorm(128, 2)]
    public sealed partial class Rows128;

    [BatchNorm(64, 4, Layout = TensorLayout.ChannelsLast)]
    public sealed partial class Last64;
}
