using BatchNormGen;
using FashionMnist.Model;
using Spectre.Console;

namespace FashionMnist.Reporting;

/// <summary>What a normalization layer has learned, one line a parameter or statistic.</summary>
internal static class NormalizationReport
{
    public static void Print(Normalization normalization)
    {
        (INormalizationLayer<float> layer, IMovingStatistics<float, float> moving) = (normalization.Layer, normalization.MovingStatistics);
        AnsiConsole.MarkupLine($"[bold]The first normalization layer[/] ({layer.NumFeatures} channels, {moving.BatchesTracked:N0} batches)");
        foreach (Parameter<float> parameter in layer.Parameters)
        {
            PrintValues(parameter.Name, parameter.Value);
        }

        PrintValues("moving mean", moving.MovingMean);
        PrintValues("moving variance", moving.MovingVariance);
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
