using System.Runtime.InteropServices;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>Whether two layers write the same bits: then they do the same work, and only their times differ.</summary>
internal static class SameBits
{
    /// <summary>Names what differs; null where nothing does.</summary>
    public static string? Difference(BatchData data, INormalizationLayer<float> first, INormalizationLayer<float> second)
    {
        foreach (((string name, float[] expected), (_, float[] actual)) in Results(data, first).Zip(Results(data, second)))
        {
            if (!MemoryMarshal.AsBytes<float>(expected).SequenceEqual(MemoryMarshal.AsBytes<float>(actual)))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>All that the calls of a layer write.</summary>
    private static IEnumerable<(string Name, float[] Values)> Results(BatchData data, INormalizationLayer<float> layer)
    {
        TensorShape shape = data.Shape;
        data.Gamma.CopyTo(layer.Parameters[0].Value);
        data.Beta.CopyTo(layer.Parameters[1].Value);
        data.MovingMean.CopyTo(layer.MovingMean);
        data.MovingVariance.CopyTo(layer.MovingVariance);
        layer.ForwardInference(data.X.Span, data.Result.Span, shape.Samples);
        yield return ("the prediction", data.Result.Span.ToArray());
        if (shape.Count < 2)
        {
            yield break;
        }

        layer.ForwardTraining(data.X.Span, data.Result.Span, shape.Samples);
        yield return ("the result of training", data.Result.Span.ToArray());
        layer.Backward(data.X.Span, data.Dy.Span, data.Result.Span, shape.Samples);
        yield return ("the gradient", data.Result.Span.ToArray());
        yield return ("gamma's gradient", layer.Parameters[0].Gradient.ToArray());
        yield return ("beta's gradient", layer.Parameters[1].Gradient.ToArray());
        yield return ("the moving mean", layer.MovingMean.ToArray());
        yield return ("the moving variance", layer.MovingVariance.ToArray());
    }
}
