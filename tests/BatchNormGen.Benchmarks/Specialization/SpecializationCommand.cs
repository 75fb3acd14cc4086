using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Comparison;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>What it brings that a layer's shape is in its code: generated layers beside the same bodies with the shape in variables.</summary>
internal static class SpecializationCommand
{
    private const string RuntimeShape = "run-time shape";

    /// <summary>Larger batches wait for memory, whatever computes them.</summary>
    private const long MostBytes = 32 << 20;

    public static int Run(Arguments arguments)
    {
        bool quick = arguments.Switch("--quick");
        int? rounds = arguments.Integer("--rounds", 1);
        OutputFolder output = OutputFolder.Parse(arguments);
        arguments.RequireAllTaken();
        RoundSettings settings = (quick ? RoundSettings.Quick(rounds ?? 5) : RoundSettings.Full(rounds ?? 15)) with { Rest = TimeSpan.Zero };

        BenchmarkShape[] shapes = [.. NetworkShapes.All.Where(static shape => shape.Tensor.Bytes <= MostBytes)];
        var table = new MarkdownTable("shape", "direction", "generated", "free positions", RuntimeShape, "run-time ÷ generated");
        List<string> faults = [];
        foreach (BenchmarkShape shape in shapes)
        {
            // One shape after the other: the run-time layer has room for one.
            WarmUp.Run([shape], [1], Peers);
            using var data = new BatchData(shape.Tensor, aligned: true);
            using var contenders = new VerifiedContenders(data, threads: 1, Peers(shape));
            foreach (Direction direction in Enum.GetValues<Direction>())
            {
                Contender[] all = [.. contenders.Of(direction).Select(static pair => pair.Contender)];
                if (all.Length == 0)
                {
                    continue;
                }

                IReadOnlyDictionary<string, Timing> times = InterleavedRounds.Measure(all, settings);
                Ratio ratio = Ratio.Of(times[RuntimeShape], (1, times[GeneratedPeer.Generated]));
                table.Add(
                    shape.Name, $"{direction}", Duration.Text(times[GeneratedPeer.Generated].Median),
                    times.TryGetValue(GeneratedPeer.FreePositions, out Timing? free) ? Duration.Text(free.Median) : "–",
                    Duration.Text(times[RuntimeShape].Median), $"{ratio.Value:F2} [{ratio.Low:F2}–{ratio.High:F2}]");
                Console.WriteLine($"{shape.Name,-22} {direction,-9} run-time shape {ratio.Value:F2} × generated");
            }

            faults.AddRange(contenders.Faults);
        }

        output.Write("specialization.md", $"# What specialization buys\n\nOne thread.\n\n{table}\n{string.Join('\n', faults)}");
        return faults.Count == 0 ? 0 : 1;
    }

    private static IEnumerable<IPeer> Peers(BenchmarkShape shape) =>
        GeneratedPeer.Of(shape).Append(new GeneratedPeer(RuntimeShape, () => new RuntimeShapeLayer(shape.Tensor)));
}
