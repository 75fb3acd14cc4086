using BatchNormGen.Models;

namespace BatchNormGen.Benchmarks.Models;

/// <summary>LeNet-5 with batch normalization, on MNIST's images.</summary>
[Model(1, 28, 28, Preset = Framework.PyTorch)]
internal sealed partial class LeNet : IDescribed
{
    public static TFlow Describe<TFlow>(TFlow x)
        where TFlow : IFlow<TFlow> => x
        .Conv2D("conv1", padding: 2).BatchNorm("bn1").Sigmoid().AveragePool(2)
        .Conv2D("conv2").BatchNorm("bn2").Sigmoid().AveragePool(2)
        .Flatten()
        .Dense("fc1").BatchNorm("bn3").Sigmoid()
        .Dense("fc2").BatchNorm("bn4").Sigmoid()
        .Dense("fc3");

    private static Features Define(FeatureMaps x) => x
        .Conv2D("conv1", 6, 5, padding: 2, bias: false).BatchNorm("bn1").Sigmoid().AveragePool(2)
        .Conv2D("conv2", 16, 5, bias: false).BatchNorm("bn2").Sigmoid().AveragePool(2)
        .Flatten()
        .Dense("fc1", 120, bias: false).BatchNorm("bn3").Sigmoid()
        .Dense("fc2", 84, bias: false).BatchNorm("bn4").Sigmoid()
        .Dense("fc3", 10);
}
