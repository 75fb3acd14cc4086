using BatchNormGen.Models;
using Spectre.Console;

namespace FashionMnist.Reporting;

/// <summary>What a normalization has learned, one line a parameter or statistic.</summary>
internal static class NormalizationReport
{
    public static void Print(NormalizationParameters<float> normalization)
    {
        AnsiConsole.MarkupLine($"[bold]The first normalization[/] ({normalization.MovingMean.Length} channels, {normalization.BatchesTracked:N0} batches)");
        PrintValues("gamma", normalization.Gamma!.Value);
        PrintValues("beta", normalization.Beta!.Value);
        PrintValues("moving mean", normalization.MovingMean);
        PrintValues("moving variance", normalization.MovingVariance);
    }

    private static void PrintValues(string name, ReadOnlySpan<float> values)
    {
        string line = $"  {name,-15}";
        foreach (float value in values)
        {
            line += $" {value,9:F4}";
        }

        AnsiConsole.WriteLine(line);
    }
}
