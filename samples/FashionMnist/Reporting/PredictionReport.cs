using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using FashionMnist.Dataset;
using FashionMnist.Training;
using Spectre.Console;

namespace FashionMnist.Reporting;

/// <summary>Predicts the test images one at a time, shows some, and compares them all with prediction by batch.</summary>
internal static class PredictionReport
{
    private const int Shown = 8;

    /// <summary>Returns whether every logit is the same to the last bit.</summary>
    public static bool Print(LeNet network, ImageSet test)
    {
        float[] single = Evaluation.Logits(network.ForwardInference, test, batchSize: 1);
        float[] batched = Evaluation.Logits(network.ForwardInference, test, batchSize: 256);

        AnsiConsole.MarkupLine("[bold]Predictions, one image at a time[/]");
        float[] probabilities = new float[FashionMnistData.Classes];
        for (int image = 0; image < Math.Min(Shown, test.Count); image++)
        {
            ReadOnlySpan<float> logits = single.AsSpan(image * FashionMnistData.Classes, FashionMnistData.Classes);
            TensorPrimitives.Subtract<float>(logits, TensorPrimitives.Max(logits), probabilities); // so that no power overflows
            TensorPrimitives.SoftMax<float>(probabilities, probabilities);
            int predicted = TensorPrimitives.IndexOfMax<float>(probabilities);
            bool right = predicted == test.Labels[image];
            string truth = right ? "" : $"in truth {FashionMnistData.ClassNames[test.Labels[image]]}";
            AnsiConsole.MarkupLineInterpolated(
                $"  [{(right ? "green" : "red")}]{FashionMnistData.ClassNames[predicted],-12}[/] {probabilities[predicted] * 100,5:F1}%  {truth}");
        }

        bool identical = MemoryMarshal.AsBytes(single.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(batched.AsSpan()));
        AnsiConsole.MarkupLine(identical
            ? $"  [green]{test.Count:N0} of {test.Count:N0}: the same logits, to the last bit, as in batches of 256[/]"
            : "  [red]Logits differ from those of prediction in batches of 256.[/]");
        return identical;
    }
}
