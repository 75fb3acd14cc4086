using static BatchNormGen.Models.Tests.Reference.ReferenceFunctions;

namespace BatchNormGen.Models.Tests.Reference;

/// <summary>What flows through a reference while it is put together: it has the words of the language in which models are defined.</summary>
internal sealed class Flow(ReferenceNetwork network, int number, ReferenceShape shape)
{
    public int Number => number;

    public int Channels => shape.Channels;

    private Framework Preset => network.Preset;

    public static Flow operator +(Flow left, Flow right) => left.Then(new ReferenceSum(left.Shape), right);

    private ReferenceShape Shape => shape;

    public Flow Conv2D(string name, int outputs, int kernel, int stride = 1, int padding = 0, int groups = 1, bool bias = true) =>
        Then(new ReferenceConvolution(shape, outputs, kernel, stride, padding, groups, bias));

    public Flow Dense(string name, int outputs, bool bias = true) => Then(new ReferenceConvolution(new(shape.Length), outputs, bias: bias));

    public Flow MaxPool(int kernel, int stride = 0, int padding = 0) => Then(new ReferencePool(shape, ReferencePooling.Max, kernel, stride == 0 ? kernel : stride, padding));

    public Flow AveragePool(int kernel, int stride = 0, int padding = 0) => Then(new ReferencePool(
        shape,
        Preset is Framework.Keras or Framework.Onnx ? ReferencePooling.AverageWithoutPadding : ReferencePooling.AverageWithPadding,
        kernel,
        stride == 0 ? kernel : stride,
        padding));

    public Flow GlobalAveragePool() => Then(new ReferenceGlobalAverage(shape));

    public Flow Flatten() => Then(new ReferenceReshape(shape, new(shape.Length)));

    /// <summary>Epsilons and averages of each framework's layer, as its documentation has them.</summary>
    public Flow BatchNorm(string name, double? epsilon = null, double? momentum = null, bool scale = true, bool shift = true) =>
        Then(new ReferenceNormalization(shape, ReferenceStatistics.Channel, epsilon ?? (Preset == Framework.Keras ? 1e-3 : 1e-5), scale: scale, shift: shift)
        {
            Name = name,
            Momentum = momentum ?? (Preset is Framework.Keras or Framework.Flax ? 0.01 : 0.1),
            IsUnbiased = Preset == Framework.PyTorch,
        });

    public Flow GroupNorm(string name, int groups) => Then(new ReferenceNormalization(shape, ReferenceStatistics.Group, EpsilonOfGroups, groups));

    public Flow InstanceNorm(string name) => Then(new ReferenceNormalization(shape, ReferenceStatistics.Group, EpsilonOfGroups, shape.Channels));

    public Flow LayerNorm(string name) => Then(new ReferenceNormalization(shape, ReferenceStatistics.Sample, EpsilonOfGroups));

    public Flow RmsNorm(string name) => Then(new ReferenceNormalization(
        shape, ReferenceStatistics.Sample, Preset == Framework.PyTorch ? Math.ScaleB(1, -23) : Preset == Framework.Onnx ? 1e-5 : 1e-6, byMeanSquare: true, shift: false));

    public Flow Softmax() => Then(new ReferenceSoftmax(shape));

    public Flow Dropout(double rate) => Then(new ReferenceDropout(shape));

    public Flow Relu() => Activation(static x => Math.Max(x, 0), static x => x > 0 ? 1 : 0);

    public Flow Relu6() => Activation(static x => Math.Clamp(x, 0, 6), static x => x is > 0 and < 6 ? 1 : 0);

    public Flow LeakyRelu(double slope = 0.01) => Activation(x => x > 0 ? x : slope * x, x => x > 0 ? 1 : slope);

    public Flow Sigmoid() => Activation(ReferenceFunctions.Sigmoid, SigmoidDerivative);

    public Flow Tanh() => Activation(Math.Tanh, TanhDerivative);

    public Flow Silu() => Activation(ReferenceFunctions.Silu, SiluDerivative);

    public Flow Gelu() => Activation(ReferenceFunctions.Gelu, GeluDerivative);

    public Flow HardSwish() => Activation(ReferenceFunctions.HardSwish, HardSwishDerivative);

    /// <summary>A test's own layer that keeps the shape.</summary>
    public Flow Scaling(string name) => Then(new ReferenceGathering(shape, shape));

    /// <summary>A test's own layer that gives another shape.</summary>
    public Flow Gathering(string name, int channels, int height = 1, int width = 1) => Then(new ReferenceGathering(shape, new(channels, height, width)));

    private double EpsilonOfGroups => Preset == Framework.Keras ? 1e-3 : Preset == Framework.Flax ? 1e-6 : 1e-5;

    private Flow Activation(Func<double, double> function, Func<double, double> derivative) => Then(new ReferenceActivation(shape, function, derivative));

    private Flow Then(ReferenceLayer layer) => new(network, network.Add(layer, number), layer.Output);

    private Flow Then(ReferenceLayer layer, Flow second) => new(network, network.Add(layer, number, second.Number), layer.Output);
}
