using System.Globalization;
using System.Text;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Reporting;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>The results as tables.</summary>
internal sealed class SpecializationReport(IReadOnlyList<SpecializationCase> cases, IReadOnlyList<string> faults, int rounds)
{
    public string Summary() => cases.Count == 0 ? "Nothing was measured." : string.Join(' ', cases.GroupBy(static one => one.Direction).Select(static group =>
        $"{group.Key}: {Math.Exp(group.Average(static one => Math.Log(one.Ratio.Value))):F2} × on average (geometric), "
        + $"from {group.Min(static one => one.Ratio.Value):F2} to {group.Max(static one => one.Ratio.Value):F2}."));

    public string Markdown()
    {
        var text = new StringBuilder(Heading.Of(
            "What specialization buys", ("tensors", $"in the caches or near them; 1 thread; {rounds} interleaved rounds")));
        text.Append(
            $"""
            The same kernels with the shape in variables: as many times as long as the generated layer, by the ratio of medians, in brackets the 10th and 90th percentile of the rounds' ratios.
            It writes the bits of the generated layer, of planes those of the one with free positions. Each shape in a process of its own, without dynamic profiles (`DOTNET_TieredPGO=0`), from which the JIT would learn the shape too.

            {Summary()}

            """);
        text.AppendJoin("", faults.Select(static fault => $"\n**Wrong**: {fault}\n"));
        var table = new MarkdownTable(["shape", .. Enum.GetNames<Direction>().SelectMany(static name => new[] { $"{name}, generated", "in variables" })]);
        foreach (IGrouping<string, SpecializationCase> shape in cases.GroupBy(static one => one.Shape.Name))
        {
            table.Add(
            [
                shape.Key,
                .. Enum.GetValues<Direction>().SelectMany(direction => shape.FirstOrDefault(one => one.Direction == direction) is { } found
                    ? [Duration.Text(found.Generated.Median), $"{found.Ratio.Value:F2} [{found.Ratio.Low:F2}–{found.Ratio.High:F2}]"]
                    : new[] { "–", "–" }),
            ]);
        }

        return text.Append($"\n{table}").ToString();
    }

    public string Csv()
    {
        var text = new StringBuilder("shape,bytes,direction,contender,median_ns,p10_ns,p90_ns,times_generated\n");
        foreach (SpecializationCase one in cases)
        {
            foreach (Timing timing in new[] { one.Generated, one.RuntimeShape })
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{one.Shape.Name},{one.Shape.Tensor.Bytes},{one.Direction},{timing.Name},{timing.Median:F1},{timing.Low:F1},{timing.High:F1},{timing.Median / one.Generated.Median:F4}\n");
            }
        }

        return text.ToString();
    }
}
