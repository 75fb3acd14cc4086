namespace BatchNormGen.Benchmarks.Peers.OnnxRuntime;

/// <summary>A named setting of an ONNX operator. Field numbers are those of AttributeProto in onnx.proto.</summary>
internal sealed class OnnxAttribute
{
    private const int FloatType = 1;
    private const int IntegerType = 2;
    private const int IntegersType = 7;

    private OnnxAttribute(Action<ProtobufWriter> write) => Write = write;

    public Action<ProtobufWriter> Write { get; }

    public static OnnxAttribute Float(string name, float value) => new(writer => writer
        .Text(1, name)                  // name
        .Float(2, value)                // f
        .Integer(20, FloatType));       // type

    public static OnnxAttribute Integer(string name, long value) => new(writer => writer
        .Text(1, name)                  // name
        .Integer(3, value)              // i
        .Integer(20, IntegerType));     // type

    public static OnnxAttribute Integers(string name, params long[] values) => new(writer =>
    {
        writer.Text(1, name);           // name
        foreach (long value in values)
        {
            writer.Integer(8, value);   // ints
        }

        writer.Integer(20, IntegersType); // type
    });
}
