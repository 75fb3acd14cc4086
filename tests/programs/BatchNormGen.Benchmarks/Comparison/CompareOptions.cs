using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>What is compared, and for how long.</summary>
internal sealed record CompareOptions(
    IReadOnlyList<BenchmarkShape> Shapes,
    IReadOnlyList<Direction> Directions,
    IReadOnlyList<int> Threads,
    RoundSettings Rounds,
    bool Aligned,
    OutputFolder Output)
{
    public static CompareOptions Parse(Arguments arguments)
    {
        bool quick = arguments.Switch("--quick");
        IReadOnlyList<string>? names = arguments.List("--shapes");
        BenchmarkShape[] shapes =
        [
            .. NetworkShapes.All.Where(shape => names is null
                ? shape.IsQuick || !quick
                : names.Any(name => shape.Name.Contains(name.Replace('x', '×'), StringComparison.OrdinalIgnoreCase))),
        ];
        IReadOnlyList<Direction> directions =
        [
            .. arguments.List("--directions")?.Select(ParseDirection) ?? Enum.GetValues<Direction>(),
        ];
        IReadOnlyList<int> threads =
        [
            .. arguments.List("--threads")?.Select(ParseThreads) ?? (Environment.ProcessorCount > 1 ? [1, 2] : [1]),
        ];
        int? rounds = arguments.Integer("--rounds", 1);
        var options = new CompareOptions(
            shapes.Length > 0 ? shapes : throw new UsageException("no shape has such a name"),
            directions,
            threads,
            quick ? RoundSettings.Quick(rounds ?? 5) : RoundSettings.Full(rounds ?? 15),
            Aligned: !arguments.Switch("--unaligned"),
            OutputFolder.Parse(arguments));
        arguments.RequireAllTaken();
        return options;
    }

    private static Direction ParseDirection(string text) =>
        Enum.TryParse(text, ignoreCase: true, out Direction direction) && Enum.IsDefined(direction)
            ? direction
            : throw new UsageException($"--directions are inference, forward and backward, not '{text}'");

    private static int ParseThreads(string text) =>
        int.TryParse(text, out int threads) && threads > 0 ? threads : throw new UsageException($"--threads are whole numbers from 1, not '{text}'");
}
