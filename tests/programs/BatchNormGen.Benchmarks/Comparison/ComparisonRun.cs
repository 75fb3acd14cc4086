using System.Diagnostics;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Peers.Family;
using BatchNormGen.Benchmarks.Peers.Tensors;
using BatchNormGen.Benchmarks.Reporting;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>A comparison from warming up to its files.</summary>
internal static class ComparisonRun
{
    /// <summary>Compares, writes the results, and tells the exit code: 1 where something was computed wrongly.</summary>
    public static int Run(ComparisonSubject subject, CompareOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        Machine.Print();

        // Of the others, only what the JIT compiles has to be warmed.
        IEnumerable<IPeer> compiled = subject.Others.OfType<TensorPrimitivesPeer>();
        WarmUp.Run(options.Shapes, options.Threads, shape => [.. subject.Own(shape), .. FamilyPeer.WithoutActivationOf(shape), .. compiled]);
        var comparer = new Comparer(options, subject, static result => Console.WriteLine(CompareReport.Line(result, Machine.Caches)));
        IReadOnlyList<CaseResult> results = comparer.Run();

        var report = new CompareReport(options, subject, results, comparer.Faults, Stopwatch.GetElapsedTime(start));
        options.Output.Write($"{subject.Name}.md", report.Markdown());
        options.Output.Write($"{subject.Name}.csv", report.Csv());
        subject.DrawCharts?.Invoke(options.Output, results);
        Console.WriteLine(report.Summary());
        return comparer.Faults.Count == 0 ? 0 : 1;
    }
}
