namespace BatchNormGen.Benchmarks.Peers.OnnxRuntime;

/// <summary>An ONNX model of one BatchNormalization node, x → y, with its parameters as initializers. Field numbers are those of onnx.proto.</summary>
internal static class OnnxModel
{
    public const string Input = "x";
    public const string Output = "y";

    private const int IrVersion = 8;
    private const int Opset = 15;
    private const int FloatType = 1;
    private const int FloatAttribute = 1;

    public static byte[] BatchNormalization(
        long[] extents, float epsilon, ReadOnlySpan<float> scale, ReadOnlySpan<float> bias, ReadOnlySpan<float> mean, ReadOnlySpan<float> variance)
    {
        (string Name, float[] Values)[] parameters =
            [("scale", scale.ToArray()), ("bias", bias.ToArray()), ("mean", mean.ToArray()), ("variance", variance.ToArray())];
        return new ProtobufWriter()                                             // ModelProto
            .Integer(1, IrVersion)                                              // ir_version
            .Message(7, graph =>                                                // graph: GraphProto
            {
                graph.Message(1, node =>                                        // node: NodeProto
                {
                    node.Text(1, Input);                                        // input
                    foreach ((string name, _) in parameters)
                    {
                        node.Text(1, name);
                    }

                    node.Text(2, Output)                                        // output
                        .Text(4, "BatchNormalization")                          // op_type
                        .Message(5, attribute => attribute                      // attribute: AttributeProto
                            .Text(1, "epsilon")                                 // name
                            .Float(2, epsilon)                                  // f
                            .Integer(20, FloatAttribute));                      // type
                });
                graph.Text(2, "batch-normalization");                           // name
                foreach ((string name, float[] values) in parameters)
                {
                    graph.Message(5, tensor => tensor                           // initializer: TensorProto
                        .Integer(1, values.Length)                              // dims
                        .Integer(2, FloatType)                                  // data_type
                        .Text(8, name)                                          // name
                        .Raw(9, values));                                       // raw_data
                }

                graph.Message(11, value => ValueInfo(value, Input, extents));   // input: ValueInfoProto
                graph.Message(12, value => ValueInfo(value, Output, extents));  // output: ValueInfoProto
            })
            .Message(8, opset => opset.Text(1, "").Integer(2, Opset))           // opset_import: OperatorSetIdProto (domain, version)
            .ToArray();
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
}
