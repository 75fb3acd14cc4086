using static BatchNormGen.TensorLayout;

namespace BatchNormGen.Benchmarks.Shapes;

/// <summary>The shapes of real networks: the only list of them.</summary>
internal static class NetworkShapes
{
    public static IReadOnlyList<BenchmarkShape> All { get; } =
    [
        Rows<Layers.Vectors64>("MLP, one sample", quick: true, 1, 64),
        Rows<Layers.Vectors256>("MLP", quick: true, 32, 256),
        Rows<Layers.Vectors1024>("MLP", quick: false, 256, 1024),
        Planes<Layers.Odd, Layers.Free33>("odd", quick: true, 5, 33, 17, 13),
        Planes<Layers.Stage1, Layers.Free64>("ResNet-50, one sample", quick: false, 1, 64, 56, 56),
        Planes<Layers.Audio, Layers.FreeAudio>("audio", quick: true, 8, 80, 3000),
        Planes<Layers.Stem, Layers.Free64>("ResNet-50", quick: false, 32, 64, 112, 112),
        Planes<Layers.Stage1, Layers.Free64>("ResNet-50", quick: true, 32, 64, 56, 56),
        Planes<Layers.Stage1Wide, Layers.Free256>("ResNet-50", quick: false, 32, 256, 56, 56),
        Planes<Layers.Stage2, Layers.Free512>("ResNet-50", quick: true, 32, 512, 28, 28),
        Planes<Layers.Stage3, Layers.Free1024>("ResNet-50", quick: false, 32, 1024, 14, 14),
        Planes<Layers.Stage4, Layers.Free2048>("ResNet-50", quick: true, 32, 2048, 7, 7),
        Last<Layers.MobileWide, Layers.FreeLast24>("MobileNet", quick: true, 32, 24, 112, 112),
        Last<Layers.MobileDeep, Layers.FreeLast144>("MobileNet", quick: false, 32, 144, 28, 28),
        Last<Layers.Stage1Last, Layers.FreeLast64>("ResNet-50", quick: false, 32, 64, 56, 56),
        Last<Layers.Stage3Last, Layers.FreeLast1024>("ResNet-50", quick: false, 32, 1024, 14, 14),
        Planes<Layers.Stem, Layers.Free64>("large", quick: false, 64, 64, 112, 112),
    ];

    private static BenchmarkShape Rows<TLayer>(string network, bool quick, int samples, int features) =>
        new(network, new TensorShape(samples, features, ChannelsFirst), typeof(TLayer), null, quick);

    private static BenchmarkShape Planes<TFixed, TFree>(string network, bool quick, int samples, int features, params int[] spatial) =>
        new(network, new TensorShape(samples, features, ChannelsFirst, spatial), typeof(TFixed), typeof(TFree), quick);

    private static BenchmarkShape Last<TFixed, TFree>(string network, bool quick, int samples, int features, params int[] spatial) =>
        new(network, new TensorShape(samples, features, ChannelsLast, spatial), typeof(TFixed), typeof(TFree), quick);
}
