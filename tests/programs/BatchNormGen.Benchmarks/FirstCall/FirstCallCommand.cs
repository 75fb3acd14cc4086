using System.CommandLine;
using System.Globalization;
using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Reporting;

namespace BatchNormGen.Benchmarks.FirstCall;

/// <summary>The first hundred calls of layers, the JIT's work included, beside calls when all is compiled: in fresh processes.</summary>
internal static class FirstCallCommand
{
    private const int FullProcesses = 7;
    private const int QuickProcesses = 3;
    private const string Steady = "steady";

    public static Command Create()
    {
        Option<bool> quick = CommonOptions.Quick("Few processes.");
        Option<int?> rounds = CommonOptions.WholeNumber(
            "--rounds", 1, int.MaxValue, $"Another number of processes (default: {FullProcesses}, quick {QuickProcesses}).");
        Option<OutputFolder> output = CommonOptions.Output();
        var command = new Command("first-call", "The first hundred calls of layers, the JIT's work included.") { quick, rounds, output };
        command.SetAction(result => Run(
            result.GetValue(rounds) ?? (result.GetValue(quick) ? QuickProcesses : FullProcesses), result.GetRequiredValue(output)));
        return command;
    }

    private static int Run(int processes, OutputFolder output)
    {
        List<FirstCallResult> results = [];
        foreach (Direction direction in Enum.GetValues<Direction>())
        {
            double[][][] runs = [.. Enumerable.Range(0, processes).Select(_ => Start(direction))];
            foreach ((int index, FirstCallCase one) in FirstCallCase.All.Index().Where(pair => runs[0][pair.Index].Length > 0))
            {
                Timing[] spans = [.. CallSpan.All.Select((span, number) => new Timing($"{span}", [.. runs.Select(run => run[index][number])]))];
                results.Add(new(one, direction, spans, new Timing(Steady, [.. runs.Select(run => run[index][^1])])));
                Console.WriteLine(FirstCallReport.Line(results[^1]));
            }
        }

        var report = new FirstCallReport(results, processes);
        output.Write("first-call.md", report.Markdown());
        output.Write("first-call.csv", report.Csv());
        Console.WriteLine(report.Summary());
        return 0;
    }

    /// <summary>The numbers of each layer; none where it has no such direction.</summary>
    private static double[][] Start(Direction direction) =>
    [
        .. ChildProcess.Run([FirstCallChild.Name, $"{direction}"])
            .Select(static line => line.Split(' ').Skip(1).Select(static number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()),
    ];
}
