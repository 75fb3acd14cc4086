namespace BatchNormGen.Benchmarks.Peers.OnnxRuntime;

/// <summary>A graph of ONNX operators, with constants as initializers. Field numbers are those of onnx.proto.</summary>
internal sealed class OnnxGraph
{
    /// <summary>What a model's result is called.</summary>
    public const string Output = "y";

    /// <summary>The domain of operators that are ONNX Runtime's own.</summary>
    public const string OwnDomain = "com.microsoft";

    private const int IrVersion = 8;
    private const int Opset = 17;
    private const int OwnOpset = 1;
    private const int FloatType = 1;
    private const int Int64Type = 7;

    private readonly List<Node> _nodes = [];
    private readonly List<Action<ProtobufWriter>> _constants = [];

    /// <summary>Adds an initializer of floats, and tells its name.</summary>
    public string Constant(float[] values, params long[] extents) => Constant(FloatType, values, extents);

    /// <summary>Adds an initializer of whole numbers, and tells its name.</summary>
    public string Constant(long[] values) => Constant(Int64Type, values, [values.Length]);

    /// <summary>Adds an operator, and tells the name of what it yields.</summary>
    public string Add(string type, IEnumerable<string> inputs, params OnnxAttribute[] attributes) => Add(type, domain: "", inputs, attributes);

    /// <summary>Adds an operator of a domain, and tells the name of what it yields.</summary>
    public string Add(string type, string domain, IEnumerable<string> inputs, params OnnxAttribute[] attributes)
    {
        string result = $"result{_nodes.Count}";
        _nodes.Add(new Node(type, domain, [.. inputs], result, attributes));
        return result;
    }

    /// <summary>The model.</summary>
    /// <param name="inputs">What goes in.</param>
    /// <param name="last">What comes out, as <see cref="Output"/>: the result of an operator that no other one reads.</param>
    /// <param name="extents">The extents of what comes out.</param>
    public byte[] ToArray(IReadOnlyList<(string Name, long[] Extents)> inputs, string last, long[] extents) => new ProtobufWriter() // ModelProto
        .Integer(1, IrVersion)                                                  // ir_version
        .Message(7, graph =>                                                    // graph: GraphProto
        {
            foreach (Node node in _nodes)
            {
                graph.Message(1, writer => Write(writer, node, node.Result == last ? Output : node.Result)); // node: NodeProto
            }

            graph.Text(2, "graph");                                             // name
            _constants.ForEach(constant => graph.Message(5, constant));         // initializer: TensorProto
            foreach ((string name, long[] inputExtents) in inputs)
            {
                graph.Message(11, value => ValueInfo(value, name, inputExtents)); // input: ValueInfoProto
            }

            graph.Message(12, value => ValueInfo(value, Output, extents));      // output: ValueInfoProto
        })
        .Message(8, static opset => opset.Text(1, "").Integer(2, Opset))        // opset_import: OperatorSetIdProto (domain, version)
        .Message(8, static opset => opset.Text(1, OwnDomain).Integer(2, OwnOpset))
        .ToArray();

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
        foreach (OnnxAttribute attribute in node.Attributes)
        {
            writer.Message(5, attribute.Write);                                 // attribute: AttributeProto
        }

        if (node.Domain.Length > 0)
        {
            writer.Text(7, node.Domain);                                        // domain
        }
    }

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

    private sealed record Node(string Type, string Domain, string[] Inputs, string Result, OnnxAttribute[] Attributes);
}
