using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Peers.Family;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Shapes;
using BatchNormGen.Benchmarks.Yardsticks;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>Measures the cases of a comparison, one shape after the other.</summary>
internal sealed class Comparer(CompareOptions options, ComparisonSubject subject, Action<CaseResult> report)
{
    private readonly List<string> _faults = [];

    /// <summary>Contenders that were left out of a case, since they computed something else.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public IReadOnlyList<CaseResult> Run()
    {
        List<CaseResult> results = [];
        foreach (BenchmarkShape shape in options.Shapes)
        {
            using var data = new BatchData(shape.Tensor, shape.Normalization, options.Aligned);
            foreach (int threads in options.Threads)
            {
                using var team = new ThreadTeam(threads);
                using var contenders = new VerifiedContenders(data, threads, subject.Own(shape).Concat(subject.Others));
                using var without = new VerifiedContenders(data.WithoutActivation(), threads, FamilyPeer.WithoutActivationOf(shape));
                foreach (Direction direction in options.Directions.Intersect(shape.Directions))
                {
                    if (Measure([.. contenders.Of(direction), .. without.Of(direction)], data, direction, team) is { } timings)
                    {
                        results.Add(new CaseResult(shape, direction, threads, timings.Times, timings.Errors));
                        report(results[^1]);
                    }
                }

                _faults.AddRange([.. contenders.Faults, .. without.Faults]);
            }
        }

        return results;
    }

    /// <summary>Null where our own layer has no such direction, or was wrong.</summary>
    private (IReadOnlyDictionary<string, Timing> Times, IReadOnlyDictionary<string, double> Errors)? Measure(
        IReadOnlyList<(Contender Contender, double Error)> contenders, BatchData data, Direction direction, ThreadTeam team)
    {
        Dictionary<string, double> errors = contenders.ToDictionary(static pair => pair.Contender.Name, static pair => pair.Error);
        if (!errors.ContainsKey(GeneratedPeer.Generated))
        {
            return null;
        }

        // One thread leaves none behind that would have to fall asleep.
        RoundSettings rounds = team.Members == 1 ? options.Rounds with { Rest = TimeSpan.Zero } : options.Rounds;
        Action? thenRead = Goals.CountsReading(data.Shape, data.Normalization, direction, team.Members, Machine.Caches)
            ? contenders.First(static pair => pair.Contender.Name == GeneratedPeer.Generated).Contender.Call
            : null;
        IReadOnlyList<Contender> all =
            [.. Yardstick.Of(data, direction, team, Machine.Caches.LastLevel, thenRead), .. contenders.Select(static pair => pair.Contender)];
        return (InterleavedRounds.Measure(all, rounds), errors);
    }
}
