using BatchNormGen.Benchmarks.Data;

namespace BatchNormGen.Benchmarks.Peers.Family;

/// <summary>A generated layer that adds a residual.</summary>
internal sealed class PreparedResidualLayer(IResidualLayer<float, float> layer, BatchData data) : IPreparedLayer
{
    private readonly int _samples = data.Shape.Samples;
    private readonly TensorMemory _residual = data.Residual!;
    private readonly TensorMemory _residualGradient = data.ResidualGradient!;

    public ReadOnlySpan<float> Result => data.Result.Span;

    public Action Inference()
    {
        FamilyPeer.SetMovingStatistics(layer, data);
        return () => layer.ForwardInference(data.X.Span, _residual.Span, data.Result.Span, _samples);
    }

    public Action Forward() => () => layer.ForwardTraining(data.X.Span, _residual.Span, data.Result.Span, _samples);

    public Action Backward()
    {
        Forward()();
        return () => layer.Backward(data.X.Span, _residual.Span, data.Dy.Span, data.Result.Span, _residualGradient.Span, _samples);
    }

    public void Dispose()
    {
    }
}
