namespace BatchNormGen.Benchmarks.Peers.OnnxRuntime;

/// <summary>An ONNX model of operators, each over what the one before it yields.</summary>
internal sealed class OnnxModel
{
    public const string Input = "x";
    public const string Residual = "residual";

    private readonly OnnxGraph _graph = new();

    /// <summary>What the last operator yields; the input, as long as there is none.</summary>
    public string Last { get; private set; } = Input;

    /// <summary>Adds an initializer of floats, and tells its name.</summary>
    public string Constant(float[] values, params long[] extents) => _graph.Constant(values, extents);

    /// <summary>Adds an initializer of whole numbers, and tells its name.</summary>
    public string Constant(long[] values) => _graph.Constant(values);

    /// <summary>Adds an operator without attributes.</summary>
    public OnnxModel Then(string type, params string[] others) => Then(type, [], others);

    /// <summary>Adds an operator of ONNX Runtime's own.</summary>
    public OnnxModel ThenOwn(string type)
    {
        Last = _graph.Add(type, OnnxGraph.OwnDomain, [Last]);
        return this;
    }

    /// <summary>Adds an operator that takes an epsilon.</summary>
    public OnnxModel ThenNormalize(string type, float epsilon, params string[] parameters) => Then(type, [Epsilon(epsilon)], parameters);

    /// <summary>Adds an operator that takes an epsilon and normalizes the last axis.</summary>
    public OnnxModel ThenNormalizeRows(string type, float epsilon, params string[] parameters) =>
        Then(type, [Epsilon(epsilon), OnnxAttribute.Integer("axis", -1)], parameters);

    /// <summary>The model; inputs and output have the same extents.</summary>
    public byte[] ToArray(long[] extents, bool hasResidual) =>
        _graph.ToArray(hasResidual ? [(Input, extents), (Residual, extents)] : [(Input, extents)], Last, extents);

    private OnnxModel Then(string type, OnnxAttribute[] attributes, string[] others)
    {
        Last = _graph.Add(type, [Last, .. others], attributes);
        return this;
    }

    private static OnnxAttribute Epsilon(float epsilon) => OnnxAttribute.Float("epsilon", epsilon);
}
