using BatchNormGen.Benchmarks.Models;
using BatchNormGen.Models;
using static BatchNormGen.Benchmarks.Peers.OnnxRuntime.OnnxAttribute;

namespace BatchNormGen.Benchmarks.Peers.OnnxRuntime;

/// <summary>
/// A network as PyTorch's exporter writes it: normalizations stand alone, and ONNX Runtime's optimizer makes them parts of the layers before them. Dense layers without
/// a bias are products of matrices.
/// </summary>
internal sealed class OnnxFlow : IFlow<OnnxFlow>
{
    public const string Input = "x";

    private readonly OnnxGraph _graph;
    private readonly ModelNumbers _numbers;
    private readonly string _value;

    private OnnxFlow(OnnxGraph graph, ModelNumbers numbers, string value)
    {
        _graph = graph;
        _numbers = numbers;
        _value = value;
    }

    public static OnnxFlow operator +(OnnxFlow left, OnnxFlow right) => left.Then("Add", [right._value]);

    /// <summary>The bytes of a file that computes what a model predicts of so many samples.</summary>
    public static byte[] ModelOf(Network network, IModel<float> model, int samples)
    {
        var graph = new OnnxGraph();
        OnnxFlow last = network.Describe(new OnnxFlow(graph, new ModelNumbers(model), Input));
        return graph.ToArray([(Input, ExtentsOf(model.InputShape, samples))], last._value, ExtentsOf(model.OutputShape, samples));
    }

    public static long[] ExtentsOf(IReadOnlyList<int> shape, int samples) => [samples, .. shape.Select(static extent => (long)extent)];

    public OnnxFlow Conv2D(string name, int stride = 1, int padding = 0, int groups = 1)
    {
        Parameter<float> weight = _numbers[$"{name}.weight"];
        int kernel = weight.Shape[^1];
        return Then("Conv", [Constant(weight)], [.. Window(kernel, stride, padding), Integer("group", groups)]);
    }

    public OnnxFlow Dense(string name)
    {
        Parameter<float> weight = _numbers[$"{name}.weight"];
        return _numbers.BiasOf(name) is { } bias
            ? Then("Gemm", [Constant(weight), Constant(bias)], Integer("transB", 1))
            : Then("MatMul", [_graph.Constant(Transposed(weight), weight.Shape[1], weight.Shape[0])]);
    }

    public OnnxFlow BatchNorm(string name)
    {
        NormalizationParameters<float> layer = _numbers.Normalization(name);
        float[] mean = layer.MovingMean.ToArray(), variance = layer.MovingVariance.ToArray();
        return Then(
            "BatchNormalization",
            [Constant(layer.Gamma!), Constant(layer.Beta!), _graph.Constant(mean, mean.Length), _graph.Constant(variance, variance.Length)],
            Float("epsilon", ModelNumbers.Epsilon));
    }

    public OnnxFlow Relu() => Then("Relu", []);

    public OnnxFlow Relu6() => Then("Clip", [_graph.Constant([0f]), _graph.Constant([6f])]);

    public OnnxFlow Sigmoid() => Then("Sigmoid", []);

    public OnnxFlow MaxPool(int kernel, int stride, int padding) => Then("MaxPool", [], Window(kernel, stride, padding));

    public OnnxFlow AveragePool(int kernel) => Then("AveragePool", [], Window(kernel, kernel, padding: 0));

    public OnnxFlow GlobalAveragePool() => Then("GlobalAveragePool", []).Flatten();

    public OnnxFlow Flatten() => Then("Flatten", [], Integer("axis", 1));

    private static OnnxAttribute[] Window(int kernel, int stride, int padding) =>
        [Integers("kernel_shape", kernel, kernel), Integers("strides", stride, stride), Integers("pads", padding, padding, padding, padding)];

    /// <summary>From (outputs, inputs) to (inputs, outputs).</summary>
    private static float[] Transposed(Parameter<float> weight)
    {
        (int outputs, int inputs) = (weight.Shape[0], weight.Shape[1]);
        float[] transposed = new float[weight.Value.Length];
        for (int i = 0; i < transposed.Length; i++)
        {
            transposed[((i % inputs) * outputs) + (i / inputs)] = weight.Value[i];
        }

        return transposed;
    }

    private string Constant(Parameter<float> parameter) => _graph.Constant(parameter.Value.ToArray(), [.. parameter.Shape.Select(static extent => (long)extent)]);

    private OnnxFlow Then(string type, IEnumerable<string> others, params OnnxAttribute[] attributes) =>
        new(_graph, _numbers, _graph.Add(type, [_value, .. others], attributes));
}
