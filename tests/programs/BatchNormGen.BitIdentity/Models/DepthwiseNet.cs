using BatchNormGen.Models;

namespace BatchNormGen.BitIdentity.Models;

/// <summary>Depthwise convolutions and those of single values, groups and instances, and dropout.</summary>
[Model(19, 8, 7, Preset = Framework.Keras)]
internal sealed partial class DepthwiseNet
{
    private static Features Define(FeatureMaps x) => Block(Block(x, "block1", 19, stride: 1), "block2", 36, stride: 2)
        .GroupNorm("groups", 4).Silu().Conv2D("last", 17, 1, bias: false).InstanceNorm("instances").Gelu().GlobalAveragePool().Dropout(0.3).Dense("fc", 7);

    private static FeatureMaps Block(FeatureMaps x, string name, int channels, int stride)
    {
        FeatureMaps y = x
            .Conv2D(name + "_depthwise", x.Channels, 3, stride, padding: 1, groups: x.Channels, bias: false).BatchNorm(name + "_norm1").Relu6()
            .Conv2D(name + "_pointwise", channels, 1, bias: false).BatchNorm(name + "_norm2");
        return stride == 1 && channels == x.Channels ? (y + x).HardSwish() : y.Relu();
    }
}
