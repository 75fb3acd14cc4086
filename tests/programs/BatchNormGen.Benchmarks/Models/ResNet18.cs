using BatchNormGen.Models;

namespace BatchNormGen.Benchmarks.Models;

/// <summary>ResNet-18 on ImageNet's images, with torchvision's names.</summary>
[Model(3, 224, 224, Preset = Framework.PyTorch)]
internal sealed partial class ResNet18 : IDescribed
{
    public static TFlow Describe<TFlow>(TFlow x)
        where TFlow : IFlow<TFlow>
    {
        x = x.Conv2D("conv1", stride: 2, padding: 3).BatchNorm("bn1").Relu().MaxPool(3, stride: 2, padding: 1);
        for (int stage = 1; stage <= 4; stage++)
        {
            x = Block(x, $"layer{stage}.0.", stride: stage == 1 ? 1 : 2);
            x = Block(x, $"layer{stage}.1.");
        }

        return x.GlobalAveragePool().Dense("fc");
    }

    /// <summary>A basic block; where it halves the extents, it doubles the channels.</summary>
    public static TFlow Block<TFlow>(TFlow x, string name, int stride = 1)
        where TFlow : IFlow<TFlow>
    {
        TFlow y = x
            .Conv2D(name + "conv1", stride, padding: 1).BatchNorm(name + "bn1").Relu()
            .Conv2D(name + "conv2", padding: 1).BatchNorm(name + "bn2");
        TFlow skip = stride == 1 ? x : x.Conv2D(name + "downsample.0", stride).BatchNorm(name + "downsample.1");
        return (y + skip).Relu();
    }

    public static FeatureMaps Block(FeatureMaps x, string name, int channels, int stride = 1)
    {
        FeatureMaps y = x
            .Conv2D(name + "conv1", channels, 3, stride, padding: 1, bias: false).BatchNorm(name + "bn1").Relu()
            .Conv2D(name + "conv2", channels, 3, padding: 1, bias: false).BatchNorm(name + "bn2");
        FeatureMaps skip = stride == 1 && x.Channels == channels
            ? x
            : x.Conv2D(name + "downsample.0", channels, 1, stride, bias: false).BatchNorm(name + "downsample.1");
        return (y + skip).Relu();
    }

    private static Features Define(FeatureMaps x)
    {
        x = x.Conv2D("conv1", 64, 7, stride: 2, padding: 3, bias: false).BatchNorm("bn1").Relu().MaxPool(3, stride: 2, padding: 1);
        for (int stage = 1, channels = 64; stage <= 4; stage++, channels *= 2)
        {
            x = Block(x, $"layer{stage}.0.", channels, stride: stage == 1 ? 1 : 2);
            x = Block(x, $"layer{stage}.1.", channels);
        }

        return x.GlobalAveragePool().Dense("fc", 1000);
    }
}
