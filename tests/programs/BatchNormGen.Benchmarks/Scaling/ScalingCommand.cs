using System.CommandLine;
using System.Globalization;
using System.Text;
using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Comparison;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Scaling;

/// <summary>The time of an element as the batch, the channels and the positions grow.</summary>
internal static class ScalingCommand
{
    private const string Skipped = "four such tensors do not fit three quarters of the memory that is free";
    private const int MostMebibytes = 2048;

    private const long WarmUpBytes = 32 << 20;

    /// <summary>The tensors of a batch: input, gradient, result, and the one in place.</summary>
    private const int TensorsOfBatch = 4;

    private const int FullRounds = 9;
    private const int QuickRounds = 5;

    public static Command Create()
    {
        Option<bool> quick = CommonOptions.Quick("Small tensors, few rounds.");
        Option<int?> max = CommonOptions.WholeNumber(
            "--max", 1, MostMebibytes, $"MiB of the largest tensor, up to {MostMebibytes}, since a tensor is a span (default: 1024, quick 16).");
        Option<int?> threads = CommonOptions.WholeNumber("--threads", 1, int.MaxValue, "The threads of a call (default: 1).");
        Option<int?> rounds = CommonOptions.Rounds(FullRounds, QuickRounds);
        Option<OutputFolder> output = CommonOptions.Output();
        var command = new Command("scaling", "Time of an element as batch, channels and positions grow.") { quick, max, threads, rounds, output };
        command.SetAction(result =>
        {
            bool isQuick = result.GetValue(quick);
            return Run(
                result.GetValue(max) ?? (isQuick ? 16 : 1024),
                result.GetValue(threads) ?? 1,
                isQuick ? RoundSettings.Quick(result.GetValue(rounds) ?? QuickRounds) : RoundSettings.Full(result.GetValue(rounds) ?? FullRounds),
                result.GetRequiredValue(output));
        });
        return command;
    }

    private static int Run(int mebibytes, int threads, RoundSettings settings, OutputFolder output)
    {
        settings = threads == 1 ? settings with { Rest = TimeSpan.Zero } : settings;
        List<ScalingPoint> points = [];
        List<TensorShape> skipped = [];
        foreach (Series series in Series.UpTo((long)mebibytes << 20))
        {
            HashSet<Type> warm = [];
            foreach ((TensorShape shape, Type layer) in series.Steps)
            {
                if (shape.Bytes * TensorsOfBatch > Machine.AvailableMemory * 3 / 4)
                {
                    skipped.Add(shape);
                    Console.WriteLine($"{series.Name,-22} {shape,-16} {ByteSize.Text(shape.Bytes),9} left out: {Skipped}");
                    continue;
                }

                // Small batches take other ways through the runtime than large ones, which all take the same.
                if (warm.Add(layer) || shape.Bytes <= WarmUpBytes)
                {
                    WarmUp.Run([new BenchmarkShape(series.Name, shape, layer, null, IsQuick: true)], [threads], GeneratedPeer.Of);
                }

                points.AddRange(Measure(series.Name, shape, layer, threads, settings));
            }
        }

        output.Write($"scaling-{threads}.csv", Csv(points));
        output.Write($"scaling-{threads}.md", Markdown(points, skipped, threads, settings.Rounds));
        ScalingChart.Save(output, points, threads);
        return 0;
    }

    private static IEnumerable<ScalingPoint> Measure(
        string series, TensorShape shape, Type layer, int threads, RoundSettings settings)
    {
        using var data = new BatchData(shape, aligned: true);
        using var contenders = new VerifiedContenders(data, threads, [new GeneratedPeer(GeneratedPeer.Generated, layer)]);
        foreach (Direction direction in Enum.GetValues<Direction>())
        {
            if (contenders.Of(direction) is not [(Contender contender, _)])
            {
                continue;
            }

            Timing timing = InterleavedRounds.Measure([contender], settings)[contender.Name];
            Console.WriteLine($"{series,-22} {shape,-16} {ByteSize.Text(shape.Bytes),9} {direction,-9} {timing.Median / shape.Length,8:F4} ns an element");
            yield return new ScalingPoint(series, shape, direction, timing);
        }

        foreach (string fault in contenders.Faults)
        {
            throw new InvalidDataException(fault);
        }
    }

    private static string Csv(IEnumerable<ScalingPoint> points)
    {
        var text = new StringBuilder("series,shape,bytes,direction,ns,p10_ns,p90_ns,ns_per_element\n");
        foreach (ScalingPoint point in points)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"\"{point.Series}\",{point.Shape},{point.Shape.Bytes},{point.Direction},{point.Timing.Median:F1},{point.Timing.Low:F1},{point.Timing.High:F1},{point.NanosecondsAnElement:F5}");
        }

        return text.ToString();
    }

    /// <summary>A table a series: a row a step.</summary>
    private static string Markdown(IReadOnlyList<ScalingPoint> points, IReadOnlyList<TensorShape> skipped, int threads, int rounds)
    {
        var text = new StringBuilder(Heading.Of("Scaling"));
        text.Append($"Nanoseconds an element (4 bytes), {Heading.Threads(threads)}, medians of {rounds} rounds.\n");
        if (skipped.Count > 0)
        {
            text.Append($"Left out, since {Skipped}: {string.Join(", ", skipped)}.\n");
        }

        foreach (IGrouping<string, ScalingPoint> series in points.GroupBy(static point => point.Series))
        {
            var table = new MarkdownTable([series.Key, "a tensor", .. Enum.GetNames<Direction>()]);
            foreach (IGrouping<TensorShape, ScalingPoint> step in series.GroupBy(static point => point.Shape))
            {
                table.Add(
                [
                    $"{step.Key}",
                    ByteSize.Text(step.Key.Bytes),
                    .. Enum.GetValues<Direction>().Select(direction =>
                        step.FirstOrDefault(point => point.Direction == direction) is { } point ? $"{point.NanosecondsAnElement:F3}" : "–"),
                ]);
            }

            text.Append($"\n{table}");
        }

        return text.ToString();
    }
}
