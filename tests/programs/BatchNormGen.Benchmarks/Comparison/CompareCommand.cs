using System.CommandLine;
using System.Diagnostics;
using BatchNormGen.Benchmarks.Before;
using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Peers.OneDnn;
using BatchNormGen.Benchmarks.Peers.OnnxRuntime;
using BatchNormGen.Benchmarks.Peers.Tensors;
using BatchNormGen.Benchmarks.Peers.Torch;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>The layers beside the memory's speed and other libraries, or beside themselves as they were.</summary>
internal static class CompareCommand
{
    private const int FullRounds = 15;
    private const int QuickRounds = 5;

    public static Command Create()
    {
        Option<bool> quick = CommonOptions.Quick("Some of the shapes, a few rounds: below two minutes.");
        Option<IReadOnlyList<BenchmarkShape>?> shapes = CommonOptions.List(
            "--shapes", "Only shapes whose name holds one of these (56x56, last).", "parts of the names of shapes", Named);
        Option<IReadOnlyList<Direction>?> directions = CommonOptions.List<Direction>(
            "--directions", "Only these of inference, forward, backward.", "inference, forward and backward",
            static word => Enum.TryParse(word, ignoreCase: true, out Direction direction) && Enum.IsDefined(direction) ? [direction] : null);
        Option<IReadOnlyList<int>?> threads = CommonOptions.List<int>(
            "--threads", "Thread counts (default: 1 and 2).", "whole numbers from 1",
            static word => int.TryParse(word, out int count) && count > 0 ? [count] : null);
        Option<int?> rounds = CommonOptions.Rounds(FullRounds, QuickRounds);
        Option<bool> unaligned = new("--unaligned") { Description = "Tensors in ordinary arrays, not at whole 64 bytes." };
        Option<DirectoryInfo?> before = new("--before")
        {
            Description = "The output folder of this program built at another commit: measures its layers beside those of now, and compares their bits.",
            HelpName = "folder",
        };
        Option<OutputFolder> output = CommonOptions.Output();
        var command = new Command("compare", "Layers beside the memory's speed and other libraries, or beside an earlier build.")
        {
            quick, shapes, directions, threads, rounds, unaligned, before, output,
        };
        command.SetAction(result =>
        {
            bool isQuick = result.GetValue(quick);
            int? count = result.GetValue(rounds);
            var options = new CompareOptions(
                [.. result.GetValue(shapes)?.Distinct() ?? NetworkShapes.All.Where(shape => shape.IsQuick || !isQuick)],
                result.GetValue(directions) ?? Enum.GetValues<Direction>(),
                result.GetValue(threads) ?? (Environment.ProcessorCount > 1 ? [1, 2] : [1]),
                isQuick ? RoundSettings.Quick(count ?? QuickRounds) : RoundSettings.Full(count ?? FullRounds),
                Aligned: !result.GetValue(unaligned),
                result.GetRequiredValue(output));
            return result.GetValue(before) is { } folder ? BeforeComparison.Run(options, folder) : Run(options);
        });
        return command;
    }

    private static IReadOnlyList<BenchmarkShape>? Named(string part)
    {
        BenchmarkShape[] shapes = [.. NetworkShapes.All.Where(shape => shape.Name.Contains(part.Replace('x', '×'), StringComparison.OrdinalIgnoreCase))];
        return shapes.Length == 0 ? null : shapes;
    }

    private static int Run(CompareOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        var tensors = new TensorPrimitivesPeer();
        IPeer[] others = [tensors, new OnnxRuntimePeer(), new OneDnnPeer(), new TorchPeer()];
        Machine.Print();
        WarmUp.Run(
            options.Shapes, options.Threads, shape => GeneratedPeer.Of(shape).Append(new FrozenPeer(FrozenPeer.Frozen, shape.Fixed)).Append(tensors));
        var comparer = new Comparer(options, others, result => Console.WriteLine(CompareReport.Line(result, Machine.Caches)));
        IReadOnlyList<CaseResult> results = comparer.Run();

        var report = new CompareReport(options, results, others, comparer.Faults, Stopwatch.GetElapsedTime(start));
        options.Output.Write("compare.md", report.Markdown());
        options.Output.Write("compare.csv", report.Csv());
        CompareChart.Save(options.Output, results);
        Console.WriteLine(report.Summary());
        return comparer.Faults.Count == 0 ? 0 : 1;
    }
}
