using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Peers;

/// <summary>A generated layer, frozen: it only predicts.</summary>
internal sealed class FrozenPeer(BenchmarkShape shape) : IPeer
{
    public const string Frozen = "frozen";

    public string Name => Frozen;

    public string Version => GeneratedPeer.RuntimeVersion;

    public string? Absence => null;

    public IPreparedLayer Prepare(BatchData data, int threads)
    {
        INormalizationLayer<float> layer = shape.Fixed();
        layer.MaxDegreeOfParallelism = threads;
        data.Gamma.CopyTo(layer.Parameters[0].Value);
        data.Beta.CopyTo(layer.Parameters[1].Value);
        data.MovingMean.CopyTo(layer.MovingMean);
        data.MovingVariance.CopyTo(layer.MovingVariance);
        return new PreparedLayer(layer.Freeze(), data);
    }

    private sealed unsafe class PreparedLayer(IFrozenLayer<float> layer, BatchData data) : IPreparedLayer
    {
        private readonly float* _x = data.X.Pointer;
        private readonly float* _y = data.Result.Pointer;
        private readonly int _length = data.Shape.Length;
        private readonly int _samples = data.Shape.Samples;

        public ReadOnlySpan<float> Result => data.Result.Span;

        public Action Inference() => () => layer.Forward(new ReadOnlySpan<float>(_x, _length), new Span<float>(_y, _length), _samples);

        public Action? Forward() => null;

        public Action? Backward() => null;

        public void Dispose()
        {
        }
    }
}
