using BatchNormGen.Benchmarks.ModelComparison;
using BatchNormGen.Benchmarks.Peers.OnnxRuntime;

namespace BatchNormGen.Benchmarks.Peers.Models;

/// <summary>ONNX Runtime, which predicts only. Where it may use several threads, it may do with one: small networks are faster so.</summary>
internal sealed class OnnxModelPeer : IModelPeer
{
    private readonly OnnxRuntimePeer _library = new();

    public string Name => _library.Name;

    public string Version => _library.Version;

    public string? Absence => _library.Absence;

    public IEnumerable<IPreparedModel> Prepare(ModelData data, int threads) =>
        data.Task == ModelTask.Prediction ? new[] { 1, threads }.Distinct().Select(count => new PreparedModel(data, count)) : [];

    private sealed class PreparedModel(ModelData data, int threads) : IPreparedModel
    {
        private readonly OnnxSession _session = new(
            OnnxFlow.ModelOf(data.Network, data.Model, data.Samples),
            threads,
            [(OnnxFlow.Input, data.X, OnnxFlow.ExtentsOf(data.Model.InputShape, data.Samples))],
            data.Y,
            OnnxFlow.ExtentsOf(data.Model.OutputShape, data.Samples));

        public ReadOnlySpan<float> Result => data.Y.Span;

        public void Call() => _session.Run();

        public void Dispose() => _session.Dispose();
    }
}
