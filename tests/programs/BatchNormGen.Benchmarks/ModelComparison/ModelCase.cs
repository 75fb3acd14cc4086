using BatchNormGen.Benchmarks.Models;
using static BatchNormGen.Benchmarks.ModelComparison.ModelTask;

namespace BatchNormGen.Benchmarks.ModelComparison;

/// <summary>A model, what is done with it, and the time that is wanted.</summary>
/// <param name="Name">The name.</param>
/// <param name="Network">The model.</param>
/// <param name="Samples">The batch size.</param>
/// <param name="Task">What is done.</param>
/// <param name="Limit">The most that it should take, as a multiple of the peer's time: ONNX Runtime's for predictions, libtorch's for the others.</param>
internal sealed record ModelCase(string Name, Network Network, int Samples, ModelTask Task, double Limit)
{
    public static IReadOnlyList<ModelCase> All { get; } =
    [
        new("LeNet with BN, 1 image", Network.Of<LeNet>(), 1, Prediction, 0.5),
        new("LeNet with BN, 256 images", Network.Of<LeNet>(), 256, Prediction, 0.8),
        new("MLP 784-256-128-10, 1 row", Network.Of<Perceptron>(), 1, Prediction, 0.6),
        new("MLP 784-256-128-10, 256 rows", Network.Of<Perceptron>(), 256, Prediction, 0.9),
        new("ResNet-18, 1 image 224×224", Network.Of<ResNet18>(), 1, Prediction, 1),
        new("Basic block 64×56×56, batch 32", Network.Of<BasicBlock>(), 32, Prediction, 1),
        new("Depthwise block 24→144→24, 28×28, batch 8", Network.Of<InvertedResidual>(), 8, Prediction, 0.8),
        new("LeNet with BN, batch 256", Network.Of<LeNet>(), 256, TrainingStep, 0.6),
        new("LeNet with BN, batch 32", Network.Of<LeNet>(), 32, TrainingStep, 0.5),
        new("MLP 784-256-128-10, batch 128", Network.Of<Perceptron>(), 128, TrainingStep, 0.7),
        new("ResNet-18, batch 8", Network.Of<ResNet18>(), 8, TrainingStep, 1),
        new("Basic block 64×56×56, batch 32, forward and backward", Network.Of<BasicBlock>(), 32, ForwardAndBackward, 1),
    ];
}
