using BatchNormGen.Models;
using FashionMnist.Dataset;
using FashionMnist.Training;
using Spectre.Console;

namespace FashionMnist.Reporting;

/// <summary>
/// Compares three predictors of one network: by moving averages, by exact statistics of all training images, and by the latter without
/// normalization layers.
/// </summary>
internal static class PredictorReport
{
    /// <summary>Of the largest logit. Rounding the folded weights and summing with them costs some 1e-6.</summary>
    private const float Tolerance = 1e-4f;

    /// <summary>Returns whether folding left the predictions what they were.</summary>
    public static bool Print(LeNet network, FashionMnistData data)
    {
        LeNet exact = network.Clone();
        PopulationStatistics.Set(exact, data.Train);
        LeNet.Frozen folded = exact.Freeze();
        float[] exactLogits = Evaluation.Logits(exact.ForwardInference, data.Test);
        float[] foldedLogits = Evaluation.Logits(folded.Forward, data.Test);

        AnsiConsole.MarkupLine("[bold]Accuracy on the test images[/]");
        PrintAccuracy("by moving averages", Evaluation.Accuracy(network.ForwardInference, data.Test));
        PrintAccuracy($"by exact statistics of all {data.Train.Count:N0} training images", Evaluation.Accuracy(exactLogits, data.Test));
        PrintAccuracy("the same, with the normalizations folded away", Evaluation.Accuracy(foldedLogits, data.Test));

        (int same, float difference) = Evaluation.Compare(exactLogits, foldedLogits);
        bool right = difference <= Tolerance * exactLogits.Max(MathF.Abs);
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLine("[bold]Folded away[/]");
        AnsiConsole.MarkupLine(
            $"  [{(right ? "green" : "red")}]{same:N0} of {data.Test.Count:N0} predictions are the same; logits differ by {difference:0.0e+0} at most[/]");
        AnsiConsole.MarkupLine($"  [dim]{"",-14}  {"weights change by",17}   rounding them, outputs by[/]");
        foreach (FoldedNormalization folding in folded.Foldings)
        {
            AnsiConsole.WriteLine(
                $"  {$"{folding.Name} into {folding.Into}",-14}  {$"up to {folding.Report.LargestRelativeWeightChange * 100:N0}%",17}   up to {folding.Report.ErrorBound:0.0e+0} · max(|input|, 1)");
        }

        AnsiConsole.WriteLine();
        SpeedReport.Print(exact.Freeze(fold: false), folded, data.Test);
        return right;
    }

    private static void PrintAccuracy(string predictor, double accuracy) => AnsiConsole.WriteLine($"  {predictor,-53} {accuracy * 100,5:F1}%");
}
