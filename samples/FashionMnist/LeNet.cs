using BatchNormGen;
using BatchNormGen.Models;

namespace FashionMnist;

/// <summary>The LeNet of "Dive into Deep Learning" with batch normalization. The compiler reads <c>Define</c>, and writes the network.</summary>
[Model(1, 28, 28, Preset = Framework.PyTorch)]
internal sealed partial class LeNet
{
    // What is normalized needs no bias: the mean takes it away again.
    private static Features Define(FeatureMaps x) => x
        .Conv2D("conv1", 6, 5, padding: 2, bias: false).BatchNorm("bn1").Sigmoid().AveragePool(2)
        .Conv2D("conv2", 16, 5, bias: false).BatchNorm("bn2").Sigmoid().AveragePool(2)
        .Flatten()
        .Dense("fc1", 120, bias: false).BatchNorm("bn3").Sigmoid()
        .Dense("fc2", 84, bias: false).BatchNorm("bn4").Sigmoid()
        .Dense("fc3", 10);
}
