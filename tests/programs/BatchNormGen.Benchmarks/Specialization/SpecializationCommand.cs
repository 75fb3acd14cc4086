using System.Globalization;
using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>What it brings that a layer's shape is in its code: generated layers beside the same bodies with the shape in variables.</summary>
internal static class SpecializationCommand
{
    /// <summary>What a child process is started with: the index of a shape, whether it is quick, and the rounds.</summary>
    public const string Child = "specialization-child";

    /// <summary>Larger batches wait for memory, whatever computes them.</summary>
    private const long MostBytes = 32 << 20;

    private static readonly BenchmarkShape[] Shapes =
        [.. NetworkShapes.All.Where(static shape => shape.Tensor.Bytes <= MostBytes), .. RowLayers.Shapes];

    public static int Run(Arguments arguments)
    {
        bool quick = arguments.Switch("--quick");
        int rounds = arguments.Integer("--rounds", 1) ?? (quick ? 5 : 15);
        OutputFolder output = OutputFolder.Parse(arguments);
        arguments.RequireAllTaken();

        List<SpecializationCase> cases = [];
        List<string> faults = [];
        for (int index = 0; index < Shapes.Length; index++)
        {
            // Each in a process of its own, since the run-time layer has room for one shape; without profiles, which would tell the JIT about it.
            foreach (string line in ChildProcess.Run([Child, $"{index}", $"{quick}", $"{rounds}"], ("DOTNET_TieredPGO", "0")))
            {
                if (SpecializationLine.Read(line, Shapes[index], faults) is { } measured)
                {
                    cases.Add(measured);
                    Console.WriteLine(
                        $"{measured.Shape.Name,-22} {measured.Direction,-9} {Duration.Text(measured.Generated.Median),9}, with the shape in variables {measured.Ratio.Value:F2} ×");
                }
            }
        }

        var report = new SpecializationReport(cases, faults, rounds);
        output.Write("specialization.md", report.Markdown());
        output.Write("specialization.csv", report.Csv());
        SpecializationChart.Save(output, cases);
        Console.WriteLine(report.Summary());
        faults.ForEach(static fault => Console.Error.WriteLine($"error: {fault}"));
        return faults.Count == 0 ? 0 : 1;
    }

    /// <summary>In the child: prints a line a direction.</summary>
    public static int RunChild(string index, string quick, string rounds)
    {
        int count = int.Parse(rounds, CultureInfo.InvariantCulture);
        RoundSettings settings = (bool.Parse(quick) ? RoundSettings.Quick(count) : RoundSettings.Full(count)) with { Rest = TimeSpan.Zero };
        BenchmarkShape shape = Shapes[int.Parse(index, CultureInfo.InvariantCulture)];
        foreach (string line in SpecializationRun.Measure(shape, settings))
        {
            Console.WriteLine(line);
        }

        return 0;
    }
}
