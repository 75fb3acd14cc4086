using FashionMnist.Training;
using Spectre.Console;

namespace FashionMnist.Reporting;

/// <summary>One line an epoch, the networks side by side.</summary>
internal static class TrainingTable
{
    private const string Columns = "   loss   train    test  images/s";

    private static readonly string[] Colors = ["aqua", "yellow"];

    public static void PrintHead(IReadOnlyList<TrainingRun> runs)
    {
        AnsiConsole.MarkupLine($"[bold]{"",5}{string.Concat(runs.Select(run => $"  {run.Name,-34}")).TrimEnd()}[/]");
        AnsiConsole.MarkupLine($"[dim]epoch[/]{string.Concat(runs.Select(_ => $"  [dim]{Columns}[/]"))}");
    }

    /// <summary>The line of the epoch that all of them have just finished.</summary>
    public static void PrintRow(IReadOnlyList<TrainingRun> runs)
    {
        IEnumerable<string> cells = runs.Select((run, i) => $"  [{Colors[i]}]{Format(run.Results[^1])}[/]");
        AnsiConsole.MarkupLine($"{runs[0].Results.Count,5}{string.Concat(cells)}");
    }

    private static string Format(EpochResult result) =>
        $"{result.Loss,7:F4} {result.TrainAccuracy * 100,6:F1}% {result.TestAccuracy * 100,6:F1}% {result.ImagesPerSecond,9:N0}";
}
