namespace BatchNormGen.Benchmarks.Scaling;

/// <summary>Layers of many widths.</summary>
public static partial class ScalingLayers
{
    [BatchNorm(256, 2)]
    public sealed partial class Rows256;

    [BatchNorm(64, 4, Spatial = [14, 14])]
    public sealed partial class Planes64;

    [BatchNorm(64, 3)]
    public sealed partial class Signals64;

    [BatchNorm(1, 4, Spatial = [16, 16])]
    public sealed partial class Channels1;

    [BatchNorm(4, 4, Spatial = [16, 16])]
    public sealed partial class Channels4;

    [BatchNorm(16, 4, Spatial = [16, 16])]
    public sealed partial class Channels16;

    [BatchNorm(64, 4, Spatial = [16, 16])]
    public sealed partial class Channels64;

    [BatchNorm(256, 4, Spatial = [16, 16])]
    public sealed partial class Channels256;

    [BatchNorm(1024, 4, Spatial = [16, 16])]
    public sealed partial class Channels1024;

    [BatchNorm(4096, 4, Spatial = [16, 16])]
    public sealed partial class Channels4096;

    [BatchNorm(16384, 4, Spatial = [16, 16])]
    public sealed partial class Channels16384;

    [BatchNorm(65536, 4, Spatial = [16, 16])]
    public sealed partial class Channels65536;

    [BatchNorm(1, 4, Spatial = [16, 16], Layout = TensorLayout.ChannelsLast)]
    public sealed partial class Last1;

    [BatchNorm(4, 4, Spatial = [16, 16], Layout = TensorLayout.ChannelsLast)]
    public sealed partial class Last4;

    [BatchNorm(16, 4, Spatial = [16, 16], Layout = TensorLayout.ChannelsLast)]
    public sealed partial class Last16;

    [BatchNorm(64, 4, Spatial = [16, 16], Layout = TensorLayout.ChannelsLast)]
    public sealed partial class Last64;

    [BatchNorm(256, 4, Spatial = [16, 16], Layout = TensorLayout.ChannelsLast)]
    public sealed partial class Last256;

    [BatchNorm(1024, 4, Spatial = [16, 16], Layout = TensorLayout.ChannelsLast)]
    public sealed partial class Last1024;

    [BatchNorm(4096, 4, Spatial = [16, 16], Layout = TensorLayout.ChannelsLast)]
    public sealed partial class Last4096;

    [BatchNorm(16384, 4, Spatial = [16, 16], Layout = TensorLayout.ChannelsLast)]
    public sealed partial class Last16384;

    [BatchNorm(65536, 4, Spatial = [16, 16], Layout = TensorLayout.ChannelsLast)]
    public sealed partial class Last65536;
}
