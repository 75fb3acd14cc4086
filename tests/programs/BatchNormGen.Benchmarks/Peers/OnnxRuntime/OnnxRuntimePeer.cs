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

    private sealed unsafe class PreparedLayer : IPreparedLayer
    {
        private readonly BatchData _data;
        private readonly InferenceSession _session;
        private readonly RunOptions _runOptions = new();
        private readonly OrtIoBinding _binding;
        private readonly OrtValue _x;
        private readonly OrtValue? _residual;
        private readonly OrtValue _y;

        public PreparedLayer(BatchData data, long[] extents, int threads)
        {
            _data = data;
            using var options = new SessionOptions
            {
                IntraOpNumThreads = threads,
                InterOpNumThreads = 1,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };
            _session = new InferenceSession(OnnxLayer.ModelOf(data, extents), options);
            _x = Value(data.X, extents);
            _y = Value(data.Result, extents);
            _binding = _session.CreateIoBinding();
            _binding.BindInput(OnnxModel.Input, _x);
            if (data.Residual is not null)
            {
                _residual = Value(data.Residual, extents);
                _binding.BindInput(OnnxModel.Residual, _residual);
            }

            _binding.BindOutput(OnnxModel.Output, _y);
        }

        public ReadOnlySpan<float> Result => _data.Result.Span;

        public Action? Inference() => _data.Normalization.Kind == NormalizationKind.BatchNorm ? Run : null;

        public Action? Forward() => _data.Normalization.Kind == NormalizationKind.BatchNorm ? null : Run;

        public Action? Backward() => null;

        public void Dispose()
        {
            _binding.Dispose();
            _x.Dispose();
            _residual?.Dispose();
            _y.Dispose();
            _runOptions.Dispose();
            _session.Dispose();
        }

        private void Run() => _session.RunWithBinding(_runOptions, _binding);

        private static OrtValue Value(TensorMemory memory, long[] extents) => OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float, extents,
            (nint)memory.Pointer, memory.Length * (long)sizeof(float));
    }
}
