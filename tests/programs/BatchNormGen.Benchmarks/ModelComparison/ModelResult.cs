using BatchNormGen.Benchmarks.Comparison;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;

namespace BatchNormGen.Benchmarks.ModelComparison;

/// <summary>The times of one case on one number of threads.</summary>
/// <param name="Case">What was done.</param>
/// <param name="Threads">On how many threads.</param>
/// <param name="Timings">By name of the implementation.</param>
/// <param name="Differences">How far each is from ours, as a part of the largest value.</param>
internal sealed record ModelResult(ModelCase Case, int Threads, IReadOnlyDictionary<string, Timing> Timings, IReadOnlyDictionary<string, double> Differences)
{
    public const string Onnx = "ONNX Runtime";
    public const string Torch = "libtorch";

    /// <summary>Ours: frozen in predictions, as other libraries fold normalizations too.</summary>
    public Timing Judged => Timings[Case.Task == ModelTask.Prediction ? FrozenPeer.Frozen : GeneratedPeer.Generated];

    /// <summary>Null where the peer is absent.</summary>
    public Goal? Goal => Timings.TryGetValue(Case.Task == ModelTask.Prediction ? Onnx : Torch, out Timing? peer)
        ? new Goal(peer.Name, Case.Limit, Ratio.Of(Judged, (1, peer)))
        : null;
}
