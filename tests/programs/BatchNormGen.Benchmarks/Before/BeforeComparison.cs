using BatchNormGen.Benchmarks.Comparison;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Before;

/// <summary>Measures the layers of an earlier build and those of this one in turns, in one process, called in the same way.</summary>
internal sealed class BeforeComparison(CompareOptions options, BeforeBuild build)
{
    private const string Before = "before";
    private const string Now = "now";

    private readonly List<string> _notes = [];

    /// <exception cref="IOException">The folder does not hold a build of this program.</exception>
    public static int Run(CompareOptions options, DirectoryInfo folder)
    {
        var build = new BeforeBuild(folder);
        Machine.Print();
        var comparison = new BeforeComparison(options, build);
        IReadOnlyList<BeforeCase> cases = comparison.Measure();
        var report = new BeforeReport(options, build.Version, cases, comparison._notes);
        options.Output.Write("before.md", report.Markdown());
        options.Output.Write("before.csv", report.Csv());
        Console.WriteLine(report.Summary());
        return 0;
    }

    private List<BeforeCase> Measure()
    {
        WarmUp.Run(options.Shapes, options.Threads, shape => Subjects(shape).SelectMany(static subject => subject.Peers));
        List<BeforeCase> cases = [];
        foreach (BenchmarkShape shape in options.Shapes)
        {
            using var data = new BatchData(shape.Tensor, options.Aligned);
            foreach (int threads in options.Threads)
            {
                foreach (Subject subject in Subjects(shape))
                {
                    foreach (BeforeCase measured in Measure(shape, subject, data, threads))
                    {
                        cases.Add(measured);
                        Console.WriteLine(BeforeReport.Line(measured));
                    }
                }
            }
        }

        return cases;
    }

    private IEnumerable<BeforeCase> Measure(BenchmarkShape shape, Subject subject, BatchData data, int threads)
    {
        RoundSettings rounds = threads == 1 ? options.Rounds with { Rest = TimeSpan.Zero } : options.Rounds;
        using var contenders = new VerifiedContenders(data, threads, subject.Peers);
        foreach (Direction direction in options.Directions)
        {
            Contender[] both = [.. contenders.Of(direction).Select(static pair => pair.Contender)];
            if (both.Length == 2)
            {
                IReadOnlyList<string> otherBits = BitDifferences.Of(subject.Before, subject.Now, data, direction, threads);
                IReadOnlyDictionary<string, Timing> times = InterleavedRounds.Measure(both, rounds);
                yield return new(shape, subject.Name, direction, threads, times[Before], times[Now], otherBits);
            }
        }

        _notes.AddRange(contenders.Faults);
    }

    /// <summary>The layers of a shape that both builds have.</summary>
    private IEnumerable<Subject> Subjects(BenchmarkShape shape)
    {
        foreach ((string name, Type? now) in new[] { ("fixed positions", shape.Fixed), (GeneratedPeer.FreePositions, shape.Free) })
        {
            if (now is null)
            {
                continue;
            }

            if (build.LayerOf(now) is { } before)
            {
                yield return new(name, before, now, [new GeneratedPeer(Before, before), new GeneratedPeer(Now, now)]);
                yield return new($"{name}, frozen", before, now, [new FrozenPeer(Before, before), new FrozenPeer(Now, now)]);
            }
            else if (!_notes.Contains(Missing(now)))
            {
                _notes.Add(Missing(now));
            }
        }
    }

    private static string Missing(Type layer) => $"{layer.Name} is not in the earlier build";

    private sealed record Subject(string Name, Type Before, Type Now, IReadOnlyList<IPeer> Peers);
}
