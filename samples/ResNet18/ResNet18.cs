using BatchNormGen;
using BatchNormGen.Models;

namespace ImageClassifier;

/// <summary>The network of He et al., Deep Residual Learning for Image Recognition (2016), with 18 layers. Shapes and names are those of torchvision, so that its weights fit.</summary>
[Model(3, 224, 224, Preset = Framework.PyTorch)]
internal sealed partial class ResNet18
{
    private static Features Define(FeatureMaps x)
    {
        x = x.Conv2D("conv1", 64, 7, stride: 2, padding: 3, bias: false).BatchNorm("bn1").Relu().MaxPool(3, stride: 2, padding: 1);
        for (int stage = 1, channels = 64; stage <= 4; stage++, channels *= 2)
        {
            x = BasicBlock(x, $"layer{stage}.0.", channels, stride: stage == 1 ? 1 : 2);
            x = BasicBlock(x, $"layer{stage}.1.", channels);
        }

        return x.GlobalAveragePool().Dense("fc", 1000);
    }

    private static FeatureMaps BasicBlock(FeatureMaps x, string name, int channels, int stride = 1)
    {
        FeatureMaps y = x
            .Conv2D(name + "conv1", channels, 3, stride, padding: 1, bias: false).BatchNorm(name + "bn1").Relu()
            .Conv2D(name + "conv2", channels, 3, padding: 1, bias: false).BatchNorm(name + "bn2");
        FeatureMaps skip = stride == 1 && x.Channels == channels
            ? x
            : x.Conv2D(name + "downsample.0", channels, 1, stride, bias: false).BatchNorm(name + "downsample.1");
        return (y + skip).Relu();
    }
}
