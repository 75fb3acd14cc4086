namespace BatchNormGen.Benchmarks.Shapes;

/// <summary>The generated layers.</summary>
public static partial class Layers
{
    [BatchNorm(64, 2)]
    public sealed partial class Vectors64;

    [BatchNorm(256, 2)]
    public sealed partial class Vectors256;

    [BatchNorm(1024, 2)]
    public sealed partial class Vectors1024;

    [BatchNorm(33, 4, Spatial = [17, 13])]
    public sealed partial class Odd;

    [BatchNorm(80, 3, Spatial = [3000])]
    public sealed partial class Audio;

    [BatchNorm(64, 4, Spatial = [112, 112])]
    public sealed partial class Stem;

    [BatchNorm(64, 4, Spatial = [56, 56])]
    public sealed partial class Stage1;

    [BatchNorm(256, 4, Spatial = [56, 56])]
    public sealed partial class Stage1Wide;

    [BatchNorm(512, 4, Spatial = [28, 28])]
    public sealed partial class Stage2;

    [BatchNorm(1024, 4, Spatial = [14, 14])]
    public sealed partial class Stage3;

    [BatchNorm(2048, 4, Spatial = [7, 7])]
    public sealed partial class Stage4;

    [BatchNorm(24, 4, Spatial = [112, 112], Layout = TensorLayout.ChannelsLast)]
    public sealed partial class MobileWide;

    [BatchNorm(144, 4, Spatial = [28, 28], Layout = TensorLayout.ChannelsLast)]
    public sealed partial class MobileDeep;

    [BatchNorm(64, 4, Spatial = [56, 56], Layout = TensorLayout.ChannelsLast)]
    public sealed partial class Stage1Last;

    [BatchNorm(1024, 4, Spatial = [14, 14], Layout = TensorLayout.ChannelsLast)]
    public sealed partial class Stage3Last;

    [BatchNorm(33, 4)]
    public sealed partial class Free33;

    [BatchNorm(80, 3)]
    public sealed partial class FreeAudio;

    [BatchNorm(64, 4)]
    public sealed partial class Free64;

    [BatchNorm(256, 4)]
    public sealed partial class Free256;

    [BatchNorm(512, 4)]
    public sealed partial class Free512;

    [BatchNorm(1024, 4)]
    public sealed partial class Free1024;

    [BatchNorm(2048, 4)]
    public sealed partial class Free2048;

    [BatchNorm(24, 4, Layout = TensorLayout.ChannelsLast)]
    public sealed partial class FreeLast24;

    [BatchNorm(144, 4, Layout = TensorLayout.ChannelsLast)]
    public sealed partial class FreeLast144;

    [BatchNorm(64, 4, Layout = TensorLayout.ChannelsLast)]
    public sealed partial class FreeLast64;

    [BatchNorm(1024, 4, Layout = TensorLayout.ChannelsLast)]
    public sealed partial class FreeLast1024;
}
