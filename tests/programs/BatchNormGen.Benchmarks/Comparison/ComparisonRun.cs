using System.Diagnostics;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Peers.Family;
using BatchNormGen.Benchmarks.Peers.Tensors;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>A comparison from warming up to its files.</summary>
internal static class ComparisonRun
{
    /// <summary>Compares, writes the results, and tells the exit code: 1 where something was computed wrongly.</summary>
    public static int Run(ComparisonSubject subject, CompareOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        Machine.Print();

        WarmUp.Run(options.Shapes, options.Threads, shape => Compiled(subject, shape));
        var comparer = new Comparer(options, subject, static result => Console.WriteLine(CompareReport.Line(result, Machine.Caches)));
        IReadOnlyList<CaseResult> results = comparer.Run();

        var report = new CompareReport(options, subject, results, comparer.Faults, Stopwatch.GetElapsedTime(start));
        options.Output.Write($"{subject.Name}.md", report.Markdown());
        options.Output.Write($"{subject.Name}.csv", report.Csv());
        subject.DrawCharts?.Invoke(options.Output, results);
        Console.WriteLine(report.Summary());
        return comparer.Faults.Count == 0 ? 0 : 1;
    }

    /// <summary>
    /// What the JIT compiles. A layer in place runs the code of the one beside it, and would be trained on what it has written, which its backward refuses.
    /// </summary>
    private static IEnumerable<IPeer> Compiled(ComparisonSubject subject, BenchmarkShape shape) =>
    [
        .. subject.Own(shape).Where(static peer => peer.Name != GeneratedPeer.InPlace),
        .. FamilyPeer.WithoutActivationOf(shape),
        .. subject.Others.OfType<TensorPrimitivesPeer>(),
    ];
}
