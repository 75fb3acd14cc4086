using BatchNormGen.Models;

namespace BatchNormGen.Benchmarks.Models;

/// <summary>A block of MobileNetV2: channels are made more, filtered each by itself, and made fewer.</summary>
[Model(24, 28, 28, Preset = Framework.PyTorch)]
internal sealed partial class InvertedResidual : IDescribed
{
    private const int Expanded = 144;

    public static TFlow Describe<TFlow>(TFlow x)
        where TFlow : IFlow<TFlow> => x
        .Conv2D("expand").BatchNorm("bn1").Relu6()
        .Conv2D("depthwise", padding: 1, groups: Expanded).BatchNorm("bn2").Relu6()
        .Conv2D("project").BatchNorm("bn3")
        + x;

    private static FeatureMaps Define(FeatureMaps x) => x
        .Conv2D("expand", Expanded, 1, bias: false).BatchNorm("bn1").Relu6()
        .Conv2D("depthwise", Expanded, 3, padding: 1, groups: Expanded, bias: false).BatchNorm("bn2").Relu6()
        .Conv2D("project", x.Channels, 1, bias: false).BatchNorm("bn3")
        + x;
}
