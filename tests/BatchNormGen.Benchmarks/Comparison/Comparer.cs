using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Shapes;
using BatchNormGen.Benchmarks.Yardsticks;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>Measures the cases of a comparison, one shape after the other.</summary>
internal sealed class Comparer(CompareOptions options, IReadOnlyList<IPeer> others, Action<CaseResult> report)
{
    private readonly List<string> _faults = [];

    /// <summary>Contenders that were left out of a case, since they computed something else.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public IReadOnlyList<CaseResult> Run()
    {
        List<CaseResult> results = [];
        foreach (BenchmarkShape shape in options.Shapes)
        {
            using var data = new BatchData(shape.Tensor, options.Aligned);
            foreach (int threads in options.Threads)
            {
                using var team = new ThreadTeam(threads);
                foreach (CaseResult result in Run(shape, data, threads, team))
                {
                    results.Add(result);
                    report(result);
                }
            }
        }

        return results;
    }

    private IEnumerable<CaseResult> Run(BenchmarkShape shape, BatchData data, int threads, ThreadTeam team)
    {
        (IPeer Peer, IPreparedLayer Layer)[] layers =
        [
            .. from peer in GeneratedPeer.Of(shape).Concat(others)
               where peer.Absence is null
               let layer = peer.Prepare(data, threads)
               where layer is not null
               select (peer, layer),
        ];
        foreach (Direction direction in options.Directions)
        {
            Dictionary<string, double> errors = [];
            List<Contender> contenders = [];
            foreach ((IPeer peer, IPreparedLayer layer) in layers)
            {
                if (layer.Of(direction) is not { } call)
                {
                    continue;
                }

                double error = ErrorOf(call, layer, data, direction);
                if (error <= Verification.Tolerance)
                {
                    errors.Add(peer.Name, error);
                    contenders.Add(new Contender(peer.Name, call));
                }
                else
                {
                    _faults.Add($"{shape.Name}, {direction}, {threads} threads: {peer.Name} is off by {error:G3}, left out");
                }
            }

            if (errors.ContainsKey(GeneratedPeer.Generated))
            {
                contenders.InsertRange(0, Yardstick.Of(data, direction, team, Machine.LastLevelCache));
                RoundSettings rounds = threads == 1 ? options.Rounds with { Rest = TimeSpan.Zero } : options.Rounds;
                yield return new CaseResult(shape, direction, threads, InterleavedRounds.Measure(contenders, rounds), errors);
            }
        }

        foreach ((_, IPreparedLayer layer) in layers)
        {
            layer.Dispose();
        }
    }

    private static double ErrorOf(Action call, IPreparedLayer layer, BatchData data, Direction direction)
    {
        // What is computed in place starts from the input; what is not must not find the results of others.
        (direction == Direction.Backward ? data.Dy : data.X).Span.CopyTo(data.InPlace.Span);
        data.Result.Span.Fill(float.NaN);
        call();
        return Verification.LargestError(data, direction, layer.Result);
    }
}
