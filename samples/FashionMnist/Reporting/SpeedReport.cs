using System.Diagnostics;
using FashionMnist.Dataset;
using Spectre.Console;

namespace FashionMnist.Reporting;

/// <summary>Times prediction by a frozen network and by the same with its normalizations folded away, in turns, so that what slows the machine down slows both.</summary>
internal static class SpeedReport
{
    private const int Rounds = 41;

    /// <summary>Too short a time is that of the clock and the scheduler.</summary>
    private const double MillisecondsPerTiming = 10;

    public static void Print(LeNet.Frozen network, LeNet.Frozen folded, ImageSet test)
    {
        AnsiConsole.MarkupLine($"[bold]Time to predict[/]   [dim]{"before",12} {"folded",12}   speed-up (middle half)[/]");
        foreach (int batchSize in new[] { 1, 256 })
        {
            ReadOnlyMemory<float> images = test.InOrder(batchSize).First();
            int count = images.Length / ImageSet.ImageLength;
            float[] logits = new float[count * FashionMnistData.Classes];
            Print(count, () => network.Forward(images.Span, logits), () => folded.Forward(images.Span, logits));
        }

        AnsiConsole.MarkupLine($"  [dim]medians of {Rounds} rounds, each of which times both[/]");
    }

    private static void Print(int images, Action predict, Action predictFolded)
    {
        // The first calls are the compiler's; the last of them tells how many fill the time.
        double once = Enumerable.Range(0, 50).Select(_ => Time(predict, 1) + Time(predictFolded, 1)).Last() / 2;
        int calls = (int)Math.Clamp(MillisecondsPerTiming / once, 1, 10_000);

        var before = new double[Rounds];
        var after = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            before[round] = Time(predict, calls);
            after[round] = Time(predictFolded, calls);
        }

        double[] ratios = [.. before.Zip(after, (with, without) => with / without).Order()];
        double lower = ratios[Rounds / 4], upper = ratios[Rounds - 1 - Rounds / 4];
        string verdict = lower > 1 || upper < 1 ? "" : ": noise";
        double median = Median(before), medianFolded = Median(after);
        AnsiConsole.WriteLine(
            $"  {$"{images} at a time",-15} {median * 1000,10:N1} µs {medianFolded * 1000,9:N1} µs   {median / medianFolded,8:F2} ({lower:F2} to {upper:F2}{verdict})");
    }

    /// <summary>Milliseconds a call.</summary>
    private static double Time(Action action, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / calls;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
