using System.Diagnostics;
using System.Globalization;
using System.Text;
using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.FirstCall;

/// <summary>The time of the very first call of a direction, the JIT's work included: each in a process of its own.</summary>
internal static class FirstCallCommand
{
    /// <summary>What a child process is started with: the index of a shape, and a direction.</summary>
    public const string Child = "first-call-child";

    private const int Samples = 2;

    private static readonly string[] Calls = ["first", "second", "100th"];

    public static int Run(Arguments arguments)
    {
        bool quick = arguments.Switch("--quick");
        int processes = arguments.Integer("--rounds", 1) ?? (quick ? 3 : 7);
        OutputFolder output = OutputFolder.Parse(arguments);
        arguments.RequireAllTaken();
        var table = new MarkdownTable("shape", "direction", "layer and first call", "second call", "100th call");
        var csv = new StringBuilder("shape,direction,call,median_ns,least_ns,most_ns\n");
        for (int shape = 0; shape < NetworkShapes.All.Count; shape++)
        {
            if (!NetworkShapes.All[shape].IsQuick)
            {
                continue;
            }

            TensorShape tensor = Batch(NetworkShapes.All[shape]);
            foreach (Direction direction in Enum.GetValues<Direction>().Where(direction => direction == Direction.Inference || tensor.Count > 1))
            {
                double[][] runs = [.. Enumerable.Range(0, processes).Select(_ => Start(shape, direction))];
                Timing[] calls = [.. Calls.Select((name, call) => new Timing(name, [.. runs.Select(run => run[call])]))];
                string[] medians = [.. calls.Select(static call => Duration.Text(call.Median))];
                foreach (Timing call in calls)
                {
                    csv.AppendLine(
                        CultureInfo.InvariantCulture, $"{tensor},{direction},{call.Name},{call.Median:F0},{call.Rounds.Min():F0},{call.Rounds.Max():F0}");
                }

                table.Add([$"{tensor}", $"{direction}", .. medians]);
                Console.WriteLine($"{tensor,-22} {direction,-9} {string.Join("  ", medians)}");
            }
        }

        output.Write(
            "first-call.md",
            $"{Heading.Of("First calls")}The JIT's work included: one thread, batches of up to {Samples} samples, medians of {processes} processes.\n\n{table}");
        output.Write("first-call.csv", csv.ToString());
        return 0;
    }

    /// <summary>In the child: prints the nanoseconds of the first, the second and the hundredth call.</summary>
    public static int RunChild(int shape, Direction direction)
    {
        BenchmarkShape layer = NetworkShapes.All[shape];
        using var data = new BatchData(Batch(layer), aligned: true);
        long start = Stopwatch.GetTimestamp();
        using IPreparedLayer prepared = new GeneratedPeer(GeneratedPeer.Generated, layer.Fixed).Prepare(data, threads: 1);
        Action call = prepared.Of(direction)!;
        if (direction == Direction.Backward)
        {
            // The forward pass that it needs is not a part of it.
            start = Stopwatch.GetTimestamp();
        }

        double[] times = new double[100];
        for (int i = 0; i < times.Length; i++)
        {
            call();
            times[i] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            start = Stopwatch.GetTimestamp();
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times[0]} {times[1]} {times[^1]}"));
        return 0;
    }

    private static TensorShape Batch(BenchmarkShape shape) => shape.Tensor.WithSamples(Math.Min(Samples, shape.Tensor.Samples));

    private static double[] Start(int shape, Direction direction) =>
    [
        .. ChildProcess.Run([Child, $"{shape}", $"{direction}"]).Single().Split(' ').Select(static number => double.Parse(number, CultureInfo.InvariantCulture)),
    ];
}
