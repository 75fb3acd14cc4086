using System;
using System.Collections.Generic;
using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Parsing.Definitions.Layers;

/// <summary>The layers that there are: how a call of each is read.</summary>
internal static class LayerReaders
{
    private static readonly Dictionary<string, Func<LayerCall, Framework, LayerReading>> Readers = new(StringComparer.Ordinal)
    {
        ["Conv2D"] = static (call, _) => WeightReader.ReadConvolution(call),
        ["Dense"] = static (call, _) => WeightReader.ReadDense(call),
        ["MaxPool"] = static (call, _) => PoolReader.Read(call, static window => new MaxPoolOperation(window)),
        ["AveragePool"] = static (call, preset) => PoolReader.Read(call, window => new AveragePoolOperation(window, PoolReader.CountsPadding(preset))),
        ["GlobalAveragePool"] = static (call, _) => new(new GlobalAveragePoolOperation(), PartialShape.Features(call.Shape.Channels)),
        ["Flatten"] = static (call, _) => new(
            new FlattenOperation(), call.Shape.Whole is { } shape ? PartialShape.Of(FlowShape.Features(shape.Length)) : PartialShape.Features(null)),
        ["BatchNorm"] = NormalizationReader.ReadBatchNorm,
        ["GroupNorm"] = NormalizationReader.ReadGroupNorm,
        ["InstanceNorm"] = NormalizationReader.ReadInstanceNorm,
        ["LayerNorm"] = NormalizationReader.ReadLayerNorm,
        ["RmsNorm"] = NormalizationReader.ReadRmsNorm,
        ["Dropout"] = static (call, _) => FunctionReader.ReadDropout(call),
        ["Softmax"] = static (call, _) => new(new SoftmaxOperation(), call.Shape),
        [OwnLayerReader.Method] = static (call, _) => OwnLayerReader.Read(call),
    };

    /// <summary>Reads a call: a layer of the table, or an activation, which is called like the function.</summary>
    public static LayerReading Read(LayerCall call, Framework preset) =>
        Readers.TryGetValue(call.Method, out Func<LayerCall, Framework, LayerReading>? read) ? read(call, preset) : FunctionReader.ReadActivation(call);
}
