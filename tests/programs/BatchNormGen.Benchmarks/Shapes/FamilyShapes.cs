using BatchNormGen.Benchmarks.Data;
using static BatchNormGen.TensorLayout;

namespace BatchNormGen.Benchmarks.Shapes;

/// <summary>The shapes of the other kinds of normalization, and of layers with an activation or a residual: the only list of them.</summary>
internal static class FamilyShapes
{
    private static readonly int[] RowCounts = [1, 32, 512, 8192];

    public static IReadOnlyList<BenchmarkShape> All { get; } =
    [
        .. Rows(NormalizationKind.LayerNorm, 64, typeof(FamilyLayers.Layer64)),
        .. Rows(NormalizationKind.LayerNorm, 256, typeof(FamilyLayers.Layer256)),
        .. Rows(NormalizationKind.LayerNorm, 768, typeof(FamilyLayers.Layer768), 32, 8192),
        .. Rows(NormalizationKind.LayerNorm, 1024, typeof(FamilyLayers.Layer1024)),
        .. Rows(NormalizationKind.LayerNorm, 4096, typeof(FamilyLayers.Layer4096), 512),
        .. Rows(NormalizationKind.RmsNorm, 64, typeof(FamilyLayers.Rms64)),
        .. Rows(NormalizationKind.RmsNorm, 256, typeof(FamilyLayers.Rms256)),
        .. Rows(NormalizationKind.RmsNorm, 768, typeof(FamilyLayers.Rms768)),
        .. Rows(NormalizationKind.RmsNorm, 1024, typeof(FamilyLayers.Rms1024), 8192),
        .. Rows(NormalizationKind.RmsNorm, 4096, typeof(FamilyLayers.Rms4096), 32),
        Groups("GroupNorm paper", 32, typeof(FamilyLayers.Groups256), quick: true, new TensorShape(8, 256, ChannelsFirst, 56, 56)),
        Groups("GroupNorm paper", 32, typeof(FamilyLayers.Groups256Last), quick: true, new TensorShape(8, 256, ChannelsLast, 56, 56)),
        Groups("diffusion", 32, typeof(FamilyLayers.Groups128), quick: false, new TensorShape(4, 128, ChannelsFirst, 64, 64)),
        Instances("style transfer", typeof(FamilyLayers.Instance64), new TensorShape(8, 64, ChannelsFirst, 112, 112)),
        Fused<FamilyLayers.Stage1Relu, Layers.Stage1>("ResNet-50", Activation.Relu, quick: true, new TensorShape(32, 64, ChannelsFirst, 56, 56)),
        Fused<FamilyLayers.Stage1WideRelu, Layers.Stage1Wide>("ResNet-50", Activation.Relu, quick: false, new TensorShape(32, 256, ChannelsFirst, 56, 56)),
        Fused<FamilyLayers.Stage2Relu, Layers.Stage2>("ResNet-50", Activation.Relu, quick: false, new TensorShape(32, 512, ChannelsFirst, 28, 28)),
        Fused<FamilyLayers.Stage3Relu, Layers.Stage3>("ResNet-50", Activation.Relu, quick: false, new TensorShape(32, 1024, ChannelsFirst, 14, 14)),
        Fused<FamilyLayers.MobileWideRelu6, Layers.MobileWide>("MobileNet", Activation.Relu6, quick: true, new TensorShape(32, 24, ChannelsLast, 112, 112)),
        BlockEnd<FamilyLayers.Stage1WideResidualRelu, FamilyLayers.Stage1WideResidual>("ResNet-50", new TensorShape(32, 256, ChannelsFirst, 56, 56)),
        Predicted<FamilyLayers.Stage1Sigmoid>(Activation.Sigmoid, quick: false),
        Predicted<FamilyLayers.Stage1Tanh>(Activation.Tanh, quick: false),
        Predicted<FamilyLayers.Stage1Silu>(Activation.Silu, quick: true),
        Predicted<FamilyLayers.Stage1Gelu>(Activation.Gelu, quick: true),
        Predicted<FamilyLayers.Stage1HardSwish>(Activation.HardSwish, quick: false),
    ];

    private static IEnumerable<BenchmarkShape> Rows(NormalizationKind kind, int features, Type layer, params int[] quick) =>
        RowCounts.Select(rows => Plain("rows", new Normalization(kind), layer, quick.Contains(rows), new TensorShape(rows, features, ChannelsFirst)));

    private static BenchmarkShape Groups(string network, int groups, Type layer, bool quick, TensorShape tensor) =>
        Plain(network, new Normalization(NormalizationKind.GroupNorm, groups), layer, quick, tensor);

    private static BenchmarkShape Instances(string network, Type layer, TensorShape tensor) =>
        Plain(network, new Normalization(NormalizationKind.InstanceNorm), layer, quick: true, tensor);

    private static BenchmarkShape Plain(string network, Normalization normalization, Type layer, bool quick, TensorShape tensor) =>
        new(network, tensor, layer, null, quick) { Normalization = normalization, Directions = normalization.Directions };

    private static BenchmarkShape Fused<TFused, TWithout>(string network, Activation activation, bool quick, TensorShape tensor) =>
        new(network, tensor, typeof(TFused), null, quick)
        {
            Normalization = Normalization.BatchNorm with { Activation = activation },
            WithoutActivation = typeof(TWithout),
        };

    private static BenchmarkShape BlockEnd<TFused, TWithout>(string network, TensorShape tensor)
    {
        BenchmarkShape shape = Fused<TFused, TWithout>(network, Activation.Relu, quick: false, tensor);
        return shape with { Normalization = shape.Normalization with { Residual = true } };
    }

    private static BenchmarkShape Predicted<TFused>(Activation activation, bool quick) =>
        Fused<TFused, Layers.Stage1>("ResNet-50", activation, quick, new TensorShape(32, 64, ChannelsFirst, 56, 56)) with { Directions = [Direction.Inference] };
}
