using System.Runtime.InteropServices;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Programs;

namespace BatchNormGen.Benchmarks.Before;

/// <summary>Which results of two layers, called with the same batch, have different bits.</summary>
internal static class BitDifferences
{
    public static IReadOnlyList<string> Of(Type before, Type now, BatchData data, Direction direction, int threads) =>
    [
        .. Results(GeneratedPeer.Create(before, data, threads), data, direction)
            .Zip(Results(GeneratedPeer.Create(now, data, threads), data, direction))
            .Where(static pair => !MemoryMarshal.AsBytes<float>(pair.First.Values).SequenceEqual(MemoryMarshal.AsBytes<float>(pair.Second.Values)))
            .Select(static pair => pair.First.Name),
    ];

    /// <summary>All that the calls of a direction write.</summary>
    private static List<(string Name, float[] Values)> Results(BoundLayer<float> layer, BatchData data, Direction direction)
    {
        int samples = data.Shape.Samples;
        data.MovingMean.CopyTo(layer.MovingMean);
        data.MovingVariance.CopyTo(layer.MovingVariance);
        if (direction == Direction.Inference)
        {
            layer.ForwardInference(data.X.Span, data.Result.Span, samples);
            float[] y = data.Result.Span.ToArray();
            layer.Freeze()(data.X.Span, data.Result.Span, samples);
            return [("y", y), ("y of the frozen layer", data.Result.Span.ToArray())];
        }

        layer.ForwardTraining(data.X.Span, data.Result.Span, samples);
        if (direction == Direction.Forward)
        {
            return
            [
                ("y", data.Result.Span.ToArray()),
                ("batch mean", layer.BatchMean.ToArray()), ("batch inverse deviation", layer.BatchInverseDeviation.ToArray()),
                ("moving mean", layer.MovingMean.ToArray()), ("moving variance", layer.MovingVariance.ToArray()),
            ];
        }

        layer.Backward(data.X.Span, data.Dy.Span, data.Result.Span, samples);
        return
        [
            ("dx", data.Result.Span.ToArray()),
            ("gradient of gamma", layer.Parameters[0].Gradient.ToArray()), ("gradient of beta", layer.Parameters[1].Gradient.ToArray()),
        ];
    }
}
