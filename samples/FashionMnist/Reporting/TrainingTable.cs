using FashionMnist.Training;
using Spectre.Console;

namespace FashionMnist.Reporting;

/// <summary>One line an epoch, both networks side by side.</summary>
internal static class TrainingTable
{
    private const string Columns = "   loss   train    test  images/s";

    public static void PrintHead()
    {
        AnsiConsole.MarkupLine($"[bold]{"",5}  {"with batch normalization",-34}  {"without",-33}[/]");
        AnsiConsole.MarkupLine($"[dim]epoch[/]  [dim]{Columns}[/]  [dim]{Columns}[/]");
    }

    public static void PrintRow(int epoch, EpochResult with, EpochResult without) =>
        AnsiConsole.MarkupLine($"{epoch,5}  [aqua]{Format(with)}[/]  [yellow]{Format(without)}[/]");

    private static string Format(EpochResult result) =>
        $"{result.Loss,7:F4} {result.TrainAccuracy * 100,6:F1}% {result.TestAccuracy * 100,6:F1}% {result.ImagesPerSecond,9:N0}";
}
