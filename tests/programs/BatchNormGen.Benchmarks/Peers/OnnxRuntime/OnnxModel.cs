namespace BatchNormGen.Benchmarks.Peers.OnnxRuntime;

/// <summary>An ONNX model of operators, each over what the one before it yields, with constants as initializers. Field numbers are those of onnx.proto.</summary>
internal sealed class OnnxModel
{
    public const string Input = "x";
    public const string Residual = "residual";
    public const string Output = "y";

    private const int IrVersion = 8;
    private const int Opset = 17;
    private const int FloatType = 1;
    private const int Int64Type = 7;
    private const int FloatAttribute = 1;
    private const int IntegerAttribute = 2;

    /// <summary>The domain of operators that are ONNX Runtime's own.</summary>
    private const string OwnDomain = "com.microsoft";
    private const int OwnOpset = 1;

    private readonly List<Node> _nodes = [];
    private readonly List<Action<ProtobufWriter>> _constants = [];

    /// <summary>What the last operator yields; the input, as long as there is none.</summary>
    public string Last => _nodes.Count == 0 ? Input : ResultOf(_nodes.Count - 1);

    /// <summary>Adds an initializer of floats, and tells its name.</summary>
    public string Constant(float[] values, params long[] extents) => Constant(FloatType, values, extents);

    /// <summary>Adds an initializer of whole numbers, and tells its name.</summary>
    public string Constant(long[] values) => Constant(Int64Type, values, [values.Length]);

    /// <summary>Adds an operator without attributes.</summary>
    public OnnxModel Then(string type, params string[] others) => Then(type, static _ => { }, others);

    /// <summary>Adds an operator of ONNX Runtime's own.</summary>
    public OnnxModel ThenOwn(string type) => Then(type, static node => node.Text(7, OwnDomain)); // domain

    /// <summary>Adds an operator that takes an epsilon.</summary>
    public OnnxModel ThenNormalize(string type, float epsilon, params string[] parameters) =>
        Then(type, node => Epsilon(node, epsilon), parameters);

    /// <summary>Adds an operator that takes an epsilon and normalizes the last axis.</summary>
    public OnnxModel ThenNormalizeRows(string type, float epsilon, params string[] parameters) => Then(
        type,
        node => Epsilon(node, epsilon).Message(5, static attribute => attribute // attribute: AttributeProto
            .Text(1, "axis")                                                    // name
            .Integer(3, -1)                                                     // i
            .Integer(20, IntegerAttribute)),                                    // type
        parameters);

    /// <summary>The model; inputs and output have the same extents.</summary>
    public byte[] ToArray(long[] extents, bool hasResidual) => new ProtobufWriter() // ModelProto
        .Integer(1, IrVersion)                                                  // ir_version
        .Message(7, graph =>                                                    // graph: GraphProto
        {
            for (int i = 0; i < _nodes.Count; i++)
            {
                (Node node, string result) = (_nodes[i], i == _nodes.Count - 1 ? Output : ResultOf(i));
                graph.Message(1, writer => Write(writer, node, result));        // node: NodeProto
            }

            graph.Text(2, "normalization");                                     // name
            _constants.ForEach(constant => graph.Message(5, constant));         // initializer: TensorProto
            graph.Message(11, value => ValueInfo(value, Input, extents));       // input: ValueInfoProto
            if (hasResidual)
            {
                graph.Message(11, value => ValueInfo(value, Residual, extents));
            }

            graph.Message(12, value => ValueInfo(value, Output, extents));      // output: ValueInfoProto
        })
        .Message(8, static opset => opset.Text(1, "").Integer(2, Opset))        // opset_import: OperatorSetIdProto (domain, version)
        .Message(8, static opset => opset.Text(1, OwnDomain).Integer(2, OwnOpset))
        .ToArray();

    private static string ResultOf(int node) => $"result{node}";

    private OnnxModel Then(string type, Action<ProtobufWriter> writeAttributes, params string[] others)
    {
        _nodes.Add(new Node(type, [Last, .. others], writeAttributes));
        return this;
    }

    private string Constant<T>(int type, T[] values, long[] extents)
        where T : unmanaged
    {
        string name = $"constant{_constants.Count}";
        _constants.Add(tensor =>
        {
            foreach (long extent in extents)
            {
                tensor.Integer(1, extent);                                      // dims
            }

            tensor.Integer(2, type).Text(8, name).Raw<T>(9, values);            // data_type, name, raw_data
        });
        return name;
    }

    private static void Write(ProtobufWriter writer, Node node, string result)
    {
        foreach (string input in node.Inputs)
        {
            writer.Text(1, input);                                              // input
        }

        writer.Text(2, result).Text(4, node.Type);                              // output, op_type
        node.WriteAttributes(writer);
    }

    private static ProtobufWriter Epsilon(ProtobufWriter node, float epsilon) => node
        .Message(5, attribute => attribute                                      // attribute: AttributeProto
            .Text(1, "epsilon")                                                 // name
            .Float(2, epsilon)                                                  // f
            .Integer(20, FloatAttribute));                                      // type

    private static void ValueInfo(ProtobufWriter value, string name, long[] extents) => value
        .Text(1, name)                                                          // name
        .Message(2, type => type                                                // type: TypeProto
            .Message(1, tensor => tensor                                        // tensor_type: TypeProto.Tensor
                .Integer(1, FloatType)                                          // elem_type
                .Message(2, shape =>                                            // shape: TensorShapeProto
                {
                    foreach (long extent in extents)
                    {
                        shape.Message(1, dim => dim.Integer(1, extent));        // dim (dim_value)
                    }
                })));

    private sealed record Node(string Type, string[] Inputs, Action<ProtobufWriter> WriteAttributes);
}
