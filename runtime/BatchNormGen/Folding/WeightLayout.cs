namespace BatchNormGen;

/// <summary>Where the output channels of a layer's weights lie.</summary>
public enum WeightLayout
{
    /// <summary>First: <c>(out, in)</c>, <c>(out, in, kh, kw)</c>, as in PyTorch, MXNet and ONNX.</summary>
    OutputFirst,

    /// <summary>Last: <c>(in, out)</c>, <c>(kh, kw, in, out)</c>, as in Keras and Flax.</summary>
    OutputLast,
}
