using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Shapes;
using Microsoft.ML.OnnxRuntime;

namespace BatchNormGen.Benchmarks.Peers.OnnxRuntime;

/// <summary>ONNX Runtime on the CPU, with buffers bound before. It predicts only.</summary>
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

    public IPreparedLayer Prepare(BatchData data, int threads) => new PreparedLayer(data, threads);

    private sealed unsafe class PreparedLayer : IPreparedLayer
    {
        private readonly BatchData _data;
        private readonly InferenceSession _session;
        private readonly RunOptions _runOptions = new();
        private readonly OrtIoBinding _binding;
        private readonly OrtValue _x;
        private readonly OrtValue _y;

        public PreparedLayer(BatchData data, int threads)
        {
            _data = data;
            TensorShape shape = data.Shape;

            // It knows channels second only. Channels last are rows of channels, for free.
            long[] extents = shape.Layout == TensorLayout.ChannelsLast ? [shape.Count, shape.Features] : shape.ChannelsSecond();
            using var options = new SessionOptions
            {
                IntraOpNumThreads = threads,
                InterOpNumThreads = 1,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };
            byte[] model = OnnxModel.BatchNormalization(
                extents, BatchData.Epsilon, data.Gamma, data.Beta, data.MovingMean, data.MovingVariance);
            _session = new InferenceSession(model, options);
            _x = Value(data.X, extents);
            _y = Value(data.Result, extents);
            _binding = _session.CreateIoBinding();
            _binding.BindInput(OnnxModel.Input, _x);
            _binding.BindOutput(OnnxModel.Output, _y);
        }

        public ReadOnlySpan<float> Result => _data.Result.Span;

        public Action Inference() => () => _session.RunWithBinding(_runOptions, _binding);

        public Action? Forward() => null;

        public Action? Backward() => null;

        public void Dispose()
        {
            _binding.Dispose();
            _x.Dispose();
            _y.Dispose();
            _runOptions.Dispose();
            _session.Dispose();
        }

        private static OrtValue Value(TensorMemory memory, long[] extents) => OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float, extents,
            (nint)memory.Pointer, memory.Length * (long)sizeof(float));
    }
}
