using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Programs;

namespace BatchNormGen.Benchmarks.Peers;

/// <summary>A generated layer, frozen: it only predicts.</summary>
internal sealed class FrozenPeer(string name, Type layer) : IPeer
{
    public const string Frozen = "frozen";

    public string Name => name;

    public string Version => GeneratedPeer.RuntimeVersion;

    public string? Absence => null;

    public IPreparedLayer Prepare(BatchData data, int threads)
    {
        BoundLayer<float> instance = GeneratedPeer.Create(layer, data, threads);
        data.MovingMean.CopyTo(instance.MovingMean);
        data.MovingVariance.CopyTo(instance.MovingVariance);
        return new PreparedLayer(instance.Freeze(), data);
    }

    private sealed unsafe class PreparedLayer(BoundLayer<float>.ForwardCall forward, BatchData data) : IPreparedLayer
    {
        private readonly float* _x = data.X.Pointer;
        private readonly float* _y = data.Result.Pointer;
        private readonly int _length = data.Shape.Length;
        private readonly int _samples = data.Shape.Samples;

        public ReadOnlySpan<float> Result => data.Result.Span;

        public Action Inference() => () => forward(new ReadOnlySpan<float>(_x, _length), new Span<float>(_y, _length), _samples);

        public Action? Forward() => null;

        public Action? Backward() => null;

        public void Dispose()
        {
        }
    }
}
