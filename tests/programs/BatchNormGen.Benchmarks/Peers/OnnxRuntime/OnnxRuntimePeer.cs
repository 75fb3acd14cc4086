using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Shapes;
using Microsoft.ML.OnnxRuntime;

namespace BatchNormGen.Benchmarks.Peers.OnnxRuntime;

/// <summary>ONNX Runtime on the CPU, with buffers bound before. It has no gradients, and BatchNorm predicts only.</summary>
internal sealed class OnnxRuntimePeer : IPeer
{
    public OnnxRuntimePeer()
    {
        try
        {
            Version = OrtEnv.Instance().GetVersionString();
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException or OnnxRuntimeException)
        {
            Absence = $"its library does not load: {exception.GetBaseException().Message}";
        }
    }

    public string Name => "ONNX Runtime";

    public string Version { get; } = "";

    public string? Absence { get; }

    public IPreparedLayer? Prepare(BatchData data, int threads) =>
        OnnxLayer.ExtentsOf(data) is { } extents ? new PreparedLayer(data, extents, threads) : null;

    private sealed class PreparedLayer(BatchData data, long[] extents, int threads) : IPreparedLayer
    {
        private readonly OnnxSession _session = new(OnnxLayer.ModelOf(data, extents), threads, Inputs(data, extents), data.Result, extents);

        public ReadOnlySpan<float> Result => data.Result.Span;

        public Action? Inference() => data.Normalization.Kind == NormalizationKind.BatchNorm ? _session.Run : null;

        public Action? Forward() => data.Normalization.Kind == NormalizationKind.BatchNorm ? null : _session.Run;

        public Action? Backward() => null;

        public void Dispose() => _session.Dispose();

        private static (string Name, TensorMemory Memory, long[] Extents)[] Inputs(BatchData data, long[] extents) => data.Residual is { } residual
            ? [(OnnxModel.Input, data.X, extents), (OnnxModel.Residual, residual, extents)]
            : [(OnnxModel.Input, data.X, extents)];
    }
}
