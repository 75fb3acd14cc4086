using System.Text;
using BatchNormGen.Benchmarks.Comparison;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Reporting;

namespace BatchNormGen.Benchmarks.ModelComparison;

/// <summary>The results as tables.</summary>
internal sealed class ModelReport(ModelOptions options, IReadOnlyList<IModelPeer> peers, IReadOnlyList<ModelResult> results, IReadOnlyList<string> faults)
{
    private const string None = "–";

    /// <summary>A case in a line, as it is measured.</summary>
    public static string Line(ModelResult result)
    {
        string goal = result.Goal is { } wanted ? $"{wanted.Ratio.Value:F2} × {wanted.Yardstick} ({Mark(wanted.IsMet)}, {wanted.Limit:0.##})" : "";
        string times = string.Join(", ", result.Timings.Values.Select(static timing => $"{timing.Name} {Duration.Text(timing.Median)}"));
        return $"{result.Case.Name,-54} {Heading.Threads(result.Threads),-10} {goal,-36} {times}";
    }

    public string Summary()
    {
        Goal[] goals = [.. results.Select(static result => result.Goal).OfType<Goal>()];
        return $"{goals.Count(static goal => goal.IsMet)} of {goals.Length} goals met; load {Machine.Load()}.";
    }

    public string Markdown()
    {
        var text = new StringBuilder(Heading.Of(
            "Models",
            peers.Skip(2).Select(static peer => (peer.Name, peer.Absence is null ? peer.Version : $"absent, {peer.Absence}"))
                .Append(("rounds", $"{options.Rounds.Rounds}, interleaved; half as many of what takes long"))));
        foreach (string fault in faults)
        {
            text.Append($"**Wrong**: {fault}\n\n");
        }

        text.Append($"{Summary()} Times are medians. Ratios are ratios of medians, in brackets the 10th and 90th percentile of the rounds' ratios.\n");
        foreach (IGrouping<(bool IsPrediction, int Threads), ModelResult> table in
            results.GroupBy(static result => (result.Case.Task == ModelTask.Prediction, result.Threads)).OrderBy(static group => (!group.Key.Item1, group.Key.Threads)))
        {
            text.Append($"\n## {(table.Key.IsPrediction ? "Prediction" : "Training")}, {Heading.Threads(table.Key.Threads)}\n\n{Table([.. table])}");
        }

        return text.ToString();
    }

    public string Csv()
    {
        var text = new StringBuilder("work,task,samples,threads,contender,median_ns,p10_ns,p90_ns,goal,goal_limit,goal_ratio,difference\n");
        foreach (ModelResult result in results)
        {
            foreach (Timing timing in result.Timings.Values)
            {
                Goal? goal = timing == result.Judged ? result.Goal : null;
                text.AppendJoin(
                    ',',
                    $"\"{result.Case.Name}\"", result.Case.Task, result.Case.Samples, result.Threads, timing.Name,
                    $"{timing.Median:F1}", $"{timing.Low:F1}", $"{timing.High:F1}",
                    goal?.Yardstick, goal?.Limit, $"{goal?.Ratio.Value:F4}", $"{result.Differences[timing.Name]:G3}").Append('\n');
            }
        }

        return text.ToString();
    }

    private static MarkdownTable Table(IReadOnlyList<ModelResult> cases)
    {
        string[] names = [.. new[] { FrozenPeer.Frozen, GeneratedPeer.Generated, ModelResult.Onnx, ModelResult.Torch }.Where(name => cases.Any(result => result.Timings.ContainsKey(name)))];
        var table = new MarkdownTable(["work", .. names, "goal", "ratio", ""]);
        foreach (ModelResult result in cases)
        {
            table.Add(
            [
                result.Case.Name,
                .. names.Select(name => !result.Timings.TryGetValue(name, out Timing? timing) ? None
                    : timing == result.Judged ? $"**{Duration.Text(timing.Median)}**"
                    : Duration.Text(timing.Median)),
                result.Goal is { } goal ? $"≤ {goal.Limit:0.##} × {goal.Yardstick}" : None,
                result.Goal is { } reached ? $"{reached.Ratio.Value:F2} [{reached.Ratio.Low:F2}–{reached.Ratio.High:F2}]" : None,
                result.Goal is { } judged ? Mark(judged.IsMet) : "",
            ]);
        }

        return table;
    }

    private static string Mark(bool isMet) => isMet ? "met" : "**missed**";
}
