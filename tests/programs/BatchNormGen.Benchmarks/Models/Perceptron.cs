using BatchNormGen.Models;

namespace BatchNormGen.Benchmarks.Models;

/// <summary>A multilayer perceptron 784-256-128-10 with batch normalization and ReLU.</summary>
[Model(784, Preset = Framework.PyTorch)]
internal sealed partial class Perceptron : IDescribed
{
    public static TFlow Describe<TFlow>(TFlow x)
        where TFlow : IFlow<TFlow> => x
        .Dense("fc1").BatchNorm("bn1").Relu()
        .Dense("fc2").BatchNorm("bn2").Relu()
        .Dense("fc3");

    private static Features Define(Features x) => x
        .Dense("fc1", 256, bias: false).BatchNorm("bn1").Relu()
        .Dense("fc2", 128, bias: false).BatchNorm("bn2").Relu()
        .Dense("fc3", 10);
}
