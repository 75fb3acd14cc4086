using BatchNormGen.Benchmarks.Data;

namespace BatchNormGen.Benchmarks.Peers.Family;

/// <summary>A generated layer of one input.</summary>
internal sealed class PreparedSingleLayer(INormalizationLayer<float> layer, BatchData data) : IPreparedLayer
{
    private readonly int _samples = data.Shape.Samples;

    public ReadOnlySpan<float> Result => data.Result.Span;

    public Action Inference()
    {
        FamilyPeer.SetMovingStatistics(layer, data);
        return () => layer.ForwardInference(data.X.Span, data.Result.Span, _samples);
    }

    public Action Forward() => () => layer.ForwardTraining(data.X.Span, data.Result.Span, _samples);

    public Action Backward()
    {
        Forward()();
        return () => layer.Backward(data.X.Span, data.Dy.Span, data.Result.Span, _samples);
    }

    public void Dispose()
    {
    }
}
