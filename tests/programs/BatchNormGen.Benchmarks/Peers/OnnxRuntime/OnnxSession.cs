using BatchNormGen.Benchmarks.Data;
using Microsoft.ML.OnnxRuntime;

namespace BatchNormGen.Benchmarks.Peers.OnnxRuntime;

/// <summary>
/// A model in ONNX Runtime on the CPU, with buffers bound before. All its optimizations are on and its operators run one after the other, which are its defaults.
/// </summary>
internal sealed unsafe class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];

    /// <summary>Reads a model, and binds its inputs and its output, <see cref="OnnxGraph.Output"/>.</summary>
    public OnnxSession(byte[] model, int threads, IReadOnlyList<(string Name, TensorMemory Memory, long[] Extents)> inputs, TensorMemory output, long[] outputExtents)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new InferenceSession(model, options);
        _binding = _session.CreateIoBinding();
        foreach ((string name, TensorMemory memory, long[] extents) in inputs)
        {
            _binding.BindInput(name, Value(memory, extents));
        }

        _binding.BindOutput(OnnxGraph.Output, Value(output, outputExtents));
    }

    public void Run() => _session.RunWithBinding(_runOptions, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _values.ForEach(static value => value.Dispose());
        _runOptions.Dispose();
        _session.Dispose();
    }

    private OrtValue Value(TensorMemory memory, long[] extents)
    {
        _values.Add(OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float, extents,
            (nint)memory.Pointer, memory.Length * (long)sizeof(float)));
        return _values[^1];
    }
}
