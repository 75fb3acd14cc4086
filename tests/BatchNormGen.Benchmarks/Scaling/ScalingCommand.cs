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
    private const long MostMebibytes = 2048;

    public static int Run(Arguments arguments)
    {
        bool quick = arguments.Switch("--quick");
        int mebibytes = arguments.Integer("--max", 1) ?? (quick ? 16 : 256);
        int threads = arguments.Integer("--threads", 1) ?? 1;
        int? rounds = arguments.Integer("--rounds", 1);
        OutputFolder output = OutputFolder.Parse(arguments);
        arguments.RequireAllTaken();
        if (mebibytes > MostMebibytes)
        {
            throw new UsageException($"--max is at most {MostMebibytes} MiB: a tensor is a span");
        }

        RoundSettings settings = quick ? RoundSettings.Quick(rounds ?? 5) : RoundSettings.Full(rounds ?? 9);
        settings = threads == 1 ? settings with { Rest = TimeSpan.Zero } : settings;
        List<ScalingPoint> points = [];
        foreach (Series series in Series.UpTo((long)mebibytes << 20))
        {
            HashSet<Type> warm = [];
            foreach ((TensorShape shape, Func<INormalizationLayer<float>> layer) in series.Steps)
            {
                if (warm.Add(layer().GetType()))
                {
                    WarmUp.Run([new BenchmarkShape(series.Name, shape, layer, null, IsQuick: true)], [threads], GeneratedPeer.Of);
                }

                points.AddRange(Measure(series.Name, shape, layer, threads, settings));
            }
        }

        output.Write("scaling.csv", Csv(points));
        output.Write("scaling.md", Markdown(points, threads));
        ScalingChart.Save(output, points, threads);
        return 0;
    }

    private static IEnumerable<ScalingPoint> Measure(
        string series, TensorShape shape, Func<INormalizationLayer<float>> layer, int threads, RoundSettings settings)
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

    private static string Markdown(IReadOnlyList<ScalingPoint> points, int threads)
    {
        var table = new MarkdownTable(["shape", "a tensor", .. Enum.GetNames<Direction>()]);
        foreach (IGrouping<(string, TensorShape Shape), ScalingPoint> step in points.GroupBy(static point => (point.Series, point.Shape)))
        {
            table.Add(
            [
                $"{step.Key.Shape}",
                ByteSize.Text(step.Key.Shape.Bytes),
                .. Enum.GetValues<Direction>().Select(direction =>
                    step.FirstOrDefault(point => point.Direction == direction) is { } point ? $"{point.NanosecondsAnElement:F3}" : "–"),
            ]);
        }

        return $"# Scaling\n\nNanoseconds an element, {threads} {(threads == 1 ? "thread" : "threads")}.\n\n{table}";
    }
}
