using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Peers.OnnxRuntime;

/// <summary>The operators of a layer, as exporters write them: what can be fused, ONNX Runtime's optimizer fuses.</summary>
internal static class OnnxLayer
{
    /// <summary>The extents of its input; null where the operators have no such layout.</summary>
    public static long[]? ExtentsOf(BatchData data)
    {
        TensorShape shape = data.Shape;
        return shape.Layout == TensorLayout.ChannelsFirst ? shape.ChannelsSecond()
            // It knows channels second only. For BatchNorm, channels last are rows of channels, for free.
            : data.Normalization.Kind == NormalizationKind.BatchNorm ? [shape.Count, shape.Features]
            : null;
    }

    public static byte[] ModelOf(BatchData data, long[] extents)
    {
        var model = new OnnxModel();
        Normalize(model, data, extents);
        if (data.Normalization.Residual)
        {
            model.Then("Add", OnnxModel.Residual);
        }

        Activate(model, data.Normalization.Activation);
        return model.ToArray(extents, data.Normalization.Residual);
    }

    private static void Normalize(OnnxModel model, BatchData data, long[] extents)
    {
        int features = data.Shape.Features;
        string Vector(float[] values) => model.Constant(values, features);
        switch (data.Normalization.Kind)
        {
            case NormalizationKind.BatchNorm:
                model.ThenNormalize(
                    "BatchNormalization", data.Epsilon, Vector(data.Gamma), Vector(data.Beta), Vector(data.MovingMean), Vector(data.MovingVariance));
                break;
            case NormalizationKind.LayerNorm:
                model.ThenNormalizeRows("LayerNormalization", data.Epsilon, Vector(data.Gamma), Vector(data.Beta));
                break;
            case NormalizationKind.RmsNorm:
                // ONNX has its own only from opset 23 on; this one is ONNX Runtime's, though in ONNX's domain.
                model.ThenNormalizeRows("SimplifiedLayerNormalization", data.Epsilon, Vector(data.Gamma));
                break;
            case NormalizationKind.InstanceNorm:
                model.ThenNormalize("InstanceNormalization", data.Epsilon, Vector(data.Gamma), Vector(data.Beta));
                break;
            default:
                NormalizeGroups(model, data, extents);
                break;
        }
    }

    /// <summary>As PyTorch exports it: GroupNormalization itself would be taken apart into more operators.</summary>
    private static void NormalizeGroups(OnnxModel model, BatchData data, long[] extents)
    {
        int groups = data.Normalization.NumGroups;
        long[] perChannel = [data.Shape.Features, .. data.Shape.Spatial.Select(static _ => 1L)];
        float[] ones = [.. Enumerable.Repeat(1f, groups)];
        model.Then("Reshape", model.Constant([data.Shape.Samples, groups, -1L]))
            .ThenNormalize("InstanceNormalization", data.Epsilon, model.Constant(ones, groups), model.Constant(new float[groups], groups))
            .Then("Reshape", model.Constant(extents))
            .Then("Mul", model.Constant(data.Gamma, perChannel))
            .Then("Add", model.Constant(data.Beta, perChannel));
    }

    private static void Activate(OnnxModel model, Activation activation)
    {
        switch (activation)
        {
            case Activation.None:
                break;
            case Activation.Relu6:
                model.Then("Clip", model.Constant([0f]), model.Constant([6f]));
                break;
            case Activation.Silu:
                string normalized = model.Last;
                model.Then("Sigmoid").Then("Mul", normalized);
                break;
            case Activation.Gelu:
                model.ThenOwn("Gelu");
                break;
            default:
                // Relu, Sigmoid, Tanh, HardSwish: by the same names.
                model.Then($"{activation}");
                break;
        }
    }
}
