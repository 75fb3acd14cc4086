using BatchNormGen;
using BatchNormGen.Models;

namespace FashionMnist;

/// <summary><see cref="LeNet"/> without normalizations, to compare it with.</summary>
[Model(1, 28, 28, Preset = Framework.PyTorch)]
internal sealed partial class PlainLeNet
{
    private static Features Define(FeatureMaps x) => x
        .Conv2D("conv1", 6, 5, padding: 2).Sigmoid().AveragePool(2)
        .Conv2D("conv2", 16, 5).Sigmoid().AveragePool(2)
        .Flatten()
        .Dense("fc1", 120).Sigmoid()
        .Dense("fc2", 84).Sigmoid()
        .Dense("fc3", 10);
}
