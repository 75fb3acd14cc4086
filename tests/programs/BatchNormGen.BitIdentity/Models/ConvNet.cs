using BatchNormGen.Models;

namespace BatchNormGen.BitIdentity.Models;

/// <summary>Convolutions of one and of several groups, with and without a stride and a bias, one of them with more than 512 terms; residuals, and both kinds of pooling.</summary>
[Model(3, 11, 9, Preset = Framework.PyTorch)]
internal sealed partial class ConvNet
{
    private static Features Define(FeatureMaps x)
    {
        x = x.Conv2D("conv1", 20, 3, padding: 1, bias: false).BatchNorm("bn1").Relu().MaxPool(3, stride: 2, padding: 1);
        x = (x.Conv2D("conv2", 20, 3, padding: 1, groups: 4).LeakyRelu().Conv2D("conv3", 20, 3, padding: 1, bias: false).BatchNorm("bn3") + x).Relu();
        FeatureMaps skip = x.Conv2D("skip", 60, 1, stride: 2, bias: false).BatchNorm("bn");
        x = x.Conv2D("conv4", 60, 3, stride: 2, padding: 1, bias: false).BatchNorm("bn4").Sigmoid().Conv2D("conv5", 60, 3, padding: 1, bias: false).BatchNorm("bn5");
        return (x + skip).Relu().AveragePool(2, stride: 1).Flatten().Dense("fc", 10);
    }
}
