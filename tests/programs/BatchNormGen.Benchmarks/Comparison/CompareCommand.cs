using System.Diagnostics;
using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Peers.OneDnn;
using BatchNormGen.Benchmarks.Peers.OnnxRuntime;
using BatchNormGen.Benchmarks.Peers.Tensors;
using BatchNormGen.Benchmarks.Peers.Torch;
using BatchNormGen.Benchmarks.Reporting;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>The layers beside the memory's speed and other libraries.</summary>
internal static class CompareCommand
{
    public static int Run(Arguments arguments)
    {
        CompareOptions options = CompareOptions.Parse(arguments);
        long start = Stopwatch.GetTimestamp();
        var tensors = new TensorPrimitivesPeer();
        IPeer[] others = [tensors, new OnnxRuntimePeer(), new OneDnnPeer(), new TorchPeer()];
        foreach ((string name, string value) in Machine.Describe())
        {
            Console.WriteLine($"{name,-12} {value}");
        }

        WarmUp.Run(options.Shapes, options.Threads, shape => GeneratedPeer.Of(shape).Append(new FrozenPeer(shape)).Append(tensors));
        var comparer = new Comparer(options, others, result => Console.WriteLine(CompareReport.Line(result, Machine.LastLevelCache)));
        IReadOnlyList<CaseResult> results = comparer.Run();

        var report = new CompareReport(options, results, others, comparer.Faults, Stopwatch.GetElapsedTime(start));
        options.Output.Write("compare.md", report.Markdown());
        options.Output.Write("compare.csv", report.Csv());
        CompareChart.Save(options.Output, results);
        Console.WriteLine(report.Summary());
        return comparer.Faults.Count == 0 ? 0 : 1;
    }
}
