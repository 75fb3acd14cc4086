using System.Text;
using BatchNormGen.Benchmarks.Comparison;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Reporting;

namespace BatchNormGen.Benchmarks.Before;

/// <summary>The results as tables.</summary>
internal sealed class BeforeReport(CompareOptions options, string version, IReadOnlyList<BeforeCase> cases, IReadOnlyList<string> notes)
{
    /// <summary>A case in a line, as it is measured.</summary>
    public static string Line(BeforeCase one) =>
        $"{one.Shape.Name,-22} {one.Layer,-23} {one.Direction,-9} {Heading.Threads(one.Threads),-9} "
        + $"{Duration.Text(one.Before.Median),9} → {Duration.Text(one.Now.Median),9}  {Text(one.Ratio)}, fastest {one.FastestRatio:F2}  {Bits(one)}";

    public string Summary()
    {
        if (cases.Count == 0)
        {
            return "No layer is in both builds.";
        }

        return $"Time of now ÷ time before: {Mean(static one => one.Ratio.Value):F3} as the geometric mean of {cases.Count} rows, "
            + $"{Mean(static one => one.FastestRatio):F3} of their fastest rounds; {cases.Min(static one => one.Ratio.Value):F2} to "
            + $"{cases.Max(static one => one.Ratio.Value):F2}; faster beyond the spread in {cases.Count(static one => one.Ratio.High < 1)}, slower in "
            + $"{cases.Count(static one => one.Ratio.Low > 1)}; other bits in {cases.Count(static one => one.OtherBits.Count > 0)}.";
    }

    public string Markdown()
    {
        var text = new StringBuilder(Heading.Of("Before and now", ("before", version), ("now", BeforeBuild.VersionOf(typeof(BeforeReport).Assembly)), ("rounds", $"{options.Rounds.Rounds}, interleaved")));
        text.Append($"{Summary()}\n\nRatios are those of medians, in brackets the 10th and 90th percentile of the rounds' ratios. The fastest rounds are those that other work on the machine disturbed least.\n\n");
        foreach (string note in notes)
        {
            text.Append($"- {note}\n");
        }

        foreach (IGrouping<(Direction Direction, int Threads), BeforeCase> group in cases.GroupBy(static one => (one.Direction, one.Threads)).OrderBy(static group => group.Key))
        {
            var table = new MarkdownTable("shape", "layer", "before", "now", "now ÷ before", "fastest rounds", "bits");
            foreach (BeforeCase one in group)
            {
                table.Add([one.Shape.Name, one.Layer, Duration.Text(one.Before.Median), Duration.Text(one.Now.Median), Text(one.Ratio), $"{one.FastestRatio:F2}", Bits(one)]);
            }

            text.Append($"\n## {group.Key.Direction}, {Heading.Threads(group.Key.Threads)}\n\n{table}");
        }

        return text.ToString();
    }

    public string Csv()
    {
        var text = new StringBuilder("shape,layer,direction,threads,before_ns,now_ns,ratio,p10,p90,fastest_ratio,other_bits\n");
        foreach (BeforeCase one in cases)
        {
            text.AppendJoin(
                ',', one.Shape.Name, $"\"{one.Layer}\"", one.Direction, one.Threads, $"{one.Before.Median:F1}", $"{one.Now.Median:F1}",
                $"{one.Ratio.Value:F4}", $"{one.Ratio.Low:F4}", $"{one.Ratio.High:F4}", $"{one.FastestRatio:F4}", string.Join(';', one.OtherBits)).Append('\n');
        }

        return text.ToString();
    }

    private double Mean(Func<BeforeCase, double> ratio) => Math.Exp(cases.Average(one => Math.Log(ratio(one))));

    private static string Text(Ratio ratio) => $"{ratio.Value:F2} [{ratio.Low:F2}–{ratio.High:F2}]";

    private static string Bits(BeforeCase one) => one.OtherBits.Count == 0 ? "same" : $"other: {string.Join(", ", one.OtherBits)}";
}
