using System.CommandLine;
using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>The options that choose, out of a list of shapes, what is compared, and for how long.</summary>
internal sealed class CompareArguments(IReadOnlyList<BenchmarkShape> all, string quickDescription)
{
    private const int FullRounds = 15;
    private const int QuickRounds = 5;

    private readonly Option<bool> _quick = CommonOptions.Quick(quickDescription);

    private readonly Option<IReadOnlyList<BenchmarkShape>?> _shapes = CommonOptions.List(
        "--shapes", "Only shapes whose name holds one of these (56x56, last).", "parts of the names of shapes", word => Named(all, word));

    private readonly Option<IReadOnlyList<Direction>?> _directions = CommonOptions.List<Direction>(
        "--directions", "Only these of inference, forward, backward.", "inference, forward and backward",
        static word => Enum.TryParse(word, ignoreCase: true, out Direction direction) && Enum.IsDefined(direction) ? [direction] : null);

    private readonly Option<IReadOnlyList<int>?> _threads = CommonOptions.Threads();

    private readonly Option<int?> _rounds = CommonOptions.Rounds(FullRounds, QuickRounds);

    private readonly Option<bool> _unaligned = new("--unaligned") { Description = "Tensors in ordinary arrays, not at whole 64 bytes." };

    private readonly Option<OutputFolder> _output = CommonOptions.Output();

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_quick, _shapes, _directions, _threads, _rounds, _unaligned, _output])
        {
            command.Add(option);
        }
    }

    public CompareOptions Read(ParseResult result)
    {
        bool isQuick = result.GetValue(_quick);
        int? count = result.GetValue(_rounds);
        return new CompareOptions(
            [.. result.GetValue(_shapes)?.Distinct() ?? all.Where(shape => shape.IsQuick || !isQuick)],
            result.GetValue(_directions) ?? Enum.GetValues<Direction>(),
            result.GetValue(_threads) ?? CommonOptions.DefaultThreads,
            isQuick ? RoundSettings.Quick(count ?? QuickRounds) : RoundSettings.Full(count ?? FullRounds),
            Aligned: !result.GetValue(_unaligned),
            result.GetRequiredValue(_output));
    }

    private static IReadOnlyList<BenchmarkShape>? Named(IReadOnlyList<BenchmarkShape> all, string part)
    {
        BenchmarkShape[] shapes = [.. all.Where(shape => shape.Name.Contains(part.Replace('x', '×'), StringComparison.OrdinalIgnoreCase))];
        return shapes.Length == 0 ? null : shapes;
    }
}
