using BatchNormGen;
using BatchNormGen.Models;

namespace Trainer;

/// <summary>Convolutions of windows and of each channel by itself, a residual, and a dense layer behind maps that are flattened.</summary>
[Model(2, 9, 11, Preset = Framework.PyTorch)]
public sealed partial class SmallNet
{
    private static Features Define(FeatureMaps x)
    {
        x = x.Conv2D("conv1", 20, 3, padding: 1, bias: false).BatchNorm("norm1").Relu();
        x = (x.Conv2D("conv2", 20, 3, padding: 1, groups: x.Channels, bias: false).BatchNorm("norm2") + x).Gelu();
        return x.MaxPool(3, stride: 2).Flatten().Dense("dense", 5);
    }
}
