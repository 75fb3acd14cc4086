using System.Reflection;
using BatchNormGen.Benchmarks.ModelComparison;
using BatchNormGen.Models;

namespace BatchNormGen.Benchmarks.Peers.Models;

/// <summary>A generated model, frozen, with its normalizations folded.</summary>
internal sealed class FrozenModelPeer : IModelPeer
{
    private delegate void ForwardCall(ReadOnlySpan<float> x, Span<float> y, int batchSize);

    public string Name => FrozenPeer.Frozen;

    public string Version => GeneratedPeer.RuntimeVersion;

    public string? Absence => null;

    public IEnumerable<IPreparedModel> Prepare(ModelData data, int threads) =>
        data.Task == ModelTask.Prediction ? [new PreparedModel(data, Freeze(data.Model, threads))] : [];

    /// <summary>Every generated model has it, and no interface says so.</summary>
    private static ForwardCall Freeze(IModel<float> model, int threads)
    {
        model.MaxDegreeOfParallelism = threads;
        object frozen = model.GetType().GetMethod("Freeze")!.Invoke(model, BindingFlags.DoNotWrapExceptions, binder: null, [true], culture: null)!;
        return frozen.GetType().GetMethod("Forward", [typeof(ReadOnlySpan<float>), typeof(Span<float>), typeof(int)])!.CreateDelegate<ForwardCall>(frozen);
    }

    private sealed class PreparedModel(ModelData data, ForwardCall forward) : IPreparedModel
    {
        public ReadOnlySpan<float> Result => data.Y.Span;

        public void Call() => forward(data.X.Span, data.Y.Span, data.Samples);

        public void Dispose()
        {
        }
    }
}
