using System;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Parsing.Definitions.Layers;

/// <summary>Reads calls of pooling.</summary>
internal static class PoolReader
{
    /// <summary>Whether a framework's mean of a window takes padding for zeros of the input.</summary>
    public static bool CountsPadding(Framework preset) => preset is not (Framework.Keras or Framework.Onnx);

    public static LayerReading Read(LayerCall call, Func<Window, Operation> create)
    {
        int? kernel = call.Number(WindowReader.Kernel, least: 1);
        int? stride = call.Number(WindowReader.Stride, least: 0) is { } given ? given == 0 ? kernel : given : null;

        // More would make windows of padding alone.
        int most = (kernel ?? LayerLimits.MaxFeatures) / 2;
        int? padding = call.Number(WindowReader.Padding, least: 0, most, $"0 to {NumberText.Of(most)}, half of its kernel");
        return WindowReader.Read(call, call.Shape.Channels, kernel, stride, padding, mostPadding: most, create);
    }
}
