using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Peers.Family;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>The times of one shape, direction and number of threads.</summary>
/// <param name="Shape">What was computed.</param>
/// <param name="Direction">In which direction.</param>
/// <param name="Threads">On how many threads.</param>
/// <param name="Timings">By name of the contender, yardsticks included.</param>
/// <param name="Errors">The largest error of each contender that computes.</param>
internal sealed record CaseResult(
    BenchmarkShape Shape,
    Direction Direction,
    int Threads,
    IReadOnlyDictionary<string, Timing> Timings,
    IReadOnlyDictionary<string, double> Errors)
{
    private static readonly HashSet<string> Own =
        [GeneratedPeer.Generated, GeneratedPeer.FreePositions, GeneratedPeer.InPlace, FrozenPeer.Frozen, FamilyPeer.WithoutActivation];

    public Timing Generated => Timings[GeneratedPeer.Generated];

    /// <summary>The other libraries.</summary>
    public IEnumerable<Timing> Peers => Timings.Values.Where(timing => Errors.ContainsKey(timing.Name) && !Own.Contains(timing.Name));

    /// <summary>The bytes that have to be moved if each value is read and written once.</summary>
    public long LeastBytes => Shape.Tensor.Bytes * Shape.Normalization.Tensors(Direction);
}
