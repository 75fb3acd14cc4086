#if TORCH
using BatchNormGen.Benchmarks.Models;
using static TorchSharp.torch;

namespace BatchNormGen.Benchmarks.Peers.Torch;

/// <summary>A value of a network that libtorch computes while it is described.</summary>
/// <param name="Numbers">The network's tensors, by PyTorch's keys, moving statistics included.</param>
/// <param name="IsTraining">Whether normalizations measure the batch.</param>
/// <param name="Value">The value.</param>
internal sealed record TorchFlow(IReadOnlyDictionary<string, Tensor> Numbers, bool IsTraining, Tensor Value) : IFlow<TorchFlow>
{
    private const double Momentum = 0.1;

    public static TorchFlow operator +(TorchFlow left, TorchFlow right) => left.Then(left.Value + right.Value);

    public TorchFlow Conv2D(string name, int stride = 1, int padding = 0, int groups = 1) =>
        Then(nn.functional.conv2d(Value, Numbers[$"{name}.weight"], strides: [stride, stride], padding: [padding, padding], groups: groups));

    public TorchFlow Dense(string name) => Then(nn.functional.linear(Value, Numbers[$"{name}.weight"], Numbers.GetValueOrDefault($"{name}.bias")));

    public TorchFlow BatchNorm(string name) => Then(nn.functional.batch_norm(
        Value, Numbers[$"{name}.running_mean"], Numbers[$"{name}.running_var"], Numbers[$"{name}.weight"], Numbers[$"{name}.bias"], IsTraining, Momentum, ModelNumbers.Epsilon));

    public TorchFlow Relu() => Then(nn.functional.relu(Value));

    public TorchFlow Relu6() => Then(nn.functional.relu6(Value));

    public TorchFlow Sigmoid() => Then(Value.sigmoid());

    public TorchFlow MaxPool(int kernel, int stride, int padding) => Then(nn.functional.max_pool2d(Value, kernel, stride, padding));

    public TorchFlow AveragePool(int kernel) => Then(nn.functional.avg_pool2d(Value, kernel));

    public TorchFlow GlobalAveragePool() => Then(Value.mean([2, 3]));

    public TorchFlow Flatten() => Then(Value.flatten(1));

    private TorchFlow Then(Tensor value) => this with { Value = value };
}
#endif
