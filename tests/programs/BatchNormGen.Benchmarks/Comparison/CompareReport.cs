using System.Text;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Peers.Family;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Yardsticks;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>The results as tables.</summary>
internal sealed class CompareReport(
    CompareOptions options, ComparisonSubject subject, IReadOnlyList<CaseResult> results, IReadOnlyList<string> faults, TimeSpan duration)
{
    private const string None = "–";

    private readonly CacheSizes _caches = Machine.Caches;

    /// <summary>A case in a line, as it is measured.</summary>
    public static string Line(CaseResult result, CacheSizes caches)
    {
        string goal = Goals.Of(result, caches) is { } wanted
            ? $"{wanted.Ratio.Value:F2} × {wanted.Yardstick} ({Mark(wanted.IsMet)}, {wanted.Limit:G3})"
            : "";
        string peers = string.Join(", ", result.Peers.Select(peer => $"{peer.Name} {peer.Median / result.Generated.Median:F1} ×"));
        return $"{result.Shape.Name,-36} {result.Direction,-9} {result.Threads} threads {Duration.Text(result.Generated.Median),9}  {goal,-34} {peers}";
    }

    public string Summary()
    {
        Goal[] goals = [.. results.Select(result => Goals.Of(result, _caches)).OfType<Goal>()];
        CaseResult[] compared = [.. results.Where(static result => result.Peers.Any())];
        return $"{goals.Count(static goal => goal.IsMet)} of {goals.Length} goals met; "
            + $"faster than every peer in {compared.Count(IsFastest)} of {compared.Length} cases; {duration.TotalSeconds:F0} s; load {Machine.Load()}.";
    }

    public string Markdown()
    {
        var text = new StringBuilder(Heading.Of(
            subject.Title,
            subject.Others.Select(static peer => (peer.Name, peer.Absence is null ? peer.Version : $"absent, {peer.Absence}"))
                .Append(("tensors", $"{(options.Aligned ? "at whole 64 bytes" : "ordinary arrays")}; {options.Rounds.Rounds} interleaved rounds"))));
        foreach (string fault in faults)
        {
            text.Append($"**Wrong**: {fault}\n\n");
        }

        text.Append($"{Summary()}\n\n").AppendJoin("", Misses().Select(static miss => $"- {miss}\n"));
        text.Append("\nTimes are medians. Ratios are ratios of medians, in brackets the 10th and 90th percentile of the rounds' ratios. "
            + $"From the second-level cache up to the last, what counts is the call and one reading of y ({GeneratedPeer.AndRead}), beside a copy and one reading of it.\n");
        foreach (IGrouping<(Direction Direction, int Threads), CaseResult> table in results.GroupBy(static result => (result.Direction, result.Threads)).OrderBy(static group => group.Key))
        {
            text.Append($"\n## {table.Key.Direction}, {Heading.Threads(table.Key.Threads)}\n\n{Yardsticks([.. table])}\n{Peers([.. table])}");
        }

        return text.ToString();
    }

    public string Csv()
    {
        var text = new StringBuilder(
            "layer,shape,network,layout,samples,features,positions,bytes,direction,threads,contender,median_ns,p10_ns,p90_ns,times_generated,goal,goal_limit,goal_ratio,largest_error\n");
        foreach (CaseResult result in results)
        {
            Goal? goal = Goals.Of(result, _caches);
            foreach (Timing timing in result.Timings.Values)
            {
                bool isGenerated = timing.Name == GeneratedPeer.Generated;
                text.AppendJoin(
                    ',',
                    result.Shape.Normalization, result.Shape.Tensor, result.Shape.Network.Replace(',', ';'), result.Shape.Tensor.Layout,
                    result.Shape.Tensor.Samples, result.Shape.Tensor.Features, result.Shape.Tensor.Positions, result.Shape.Tensor.Bytes,
                    result.Direction, result.Threads, timing.Name,
                    $"{timing.Median:F1}", $"{timing.Low:F1}", $"{timing.High:F1}", $"{timing.Median / result.Generated.Median:F4}",
                    isGenerated ? goal?.Yardstick : "", isGenerated ? goal?.Limit : "", isGenerated ? $"{goal?.Ratio.Value:F4}" : "",
                    result.Errors.TryGetValue(timing.Name, out double error) ? $"{error:G3}" : "").Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The generated layer beside the memory's speed.</summary>
    private MarkdownTable Yardsticks(IReadOnlyList<CaseResult> cases)
    {
        string[] yardsticks = Measured(cases, [Yardstick.Copy, Yardstick.Triad, Yardstick.Read, Yardstick.Replay, Yardstick.CopyAndRead, GeneratedPeer.AndRead, FamilyPeer.WithoutActivation]);
        var table = new MarkdownTable(["shape", "a tensor", GeneratedPeer.Generated, .. yardsticks, "goal", "ratio", ""]);
        foreach (CaseResult result in cases)
        {
            Goal? goal = Goals.Of(result, _caches);
            table.Add(
            [
                $"{result.Shape.Name} ({result.Shape.Network})",
                ByteSize.Text(result.Shape.Tensor.Bytes),
                $"**{Duration.Text(result.Generated.Median)}**",
                .. yardsticks.Select(name => result.Timings.TryGetValue(name, out Timing? timing) ? Duration.Text(timing.Median) : None),
                goal is null ? None : $"≤ {goal.Limit:0.##} × {goal.Yardstick}",
                goal is null ? None : $"{goal.Ratio.Value:F2} [{goal.Ratio.Low:F2}–{goal.Ratio.High:F2}]",
                goal is null ? "" : Mark(goal.IsMet),
            ]);
        }

        return table;
    }

    /// <summary>The generated layer, also used in other ways, beside the other libraries.</summary>
    private MarkdownTable Peers(IReadOnlyList<CaseResult> cases)
    {
        string[] own = Measured(cases, [GeneratedPeer.FreePositions, GeneratedPeer.InPlace, FrozenPeer.Frozen]);
        string[] peers = Measured(cases, subject.Others.Select(static peer => peer.Name));
        var table = new MarkdownTable(["shape", GeneratedPeer.Generated, .. own, .. peers.Select(static name => $"{name}, × ours"), "ours is the fastest"]);
        foreach (CaseResult result in cases)
        {
            table.Add(
            [
                result.Shape.Name,
                $"**{Duration.Text(result.Generated.Median)}**",
                .. own.Select(name => result.Timings.TryGetValue(name, out Timing? timing) ? Duration.Text(timing.Median) : None),
                .. peers.Select(name => result.Timings.TryGetValue(name, out Timing? timing)
                    ? $"{Duration.Text(timing.Median)}, {timing.Median / result.Generated.Median:F1}"
                    : None),
                !result.Peers.Any() ? None : IsFastest(result) ? "yes" : "**no**",
            ]);
        }

        return table;
    }

    /// <summary>What was not reached, a line each.</summary>
    private IEnumerable<string> Misses()
    {
        foreach (CaseResult result in results)
        {
            string name = $"{result.Shape.Name}, {result.Direction}, {Heading.Threads(result.Threads)}";
            if (Goals.Of(result, _caches) is { IsMet: false } goal)
            {
                yield return $"{name}: {goal.Ratio.Value:F2} × {goal.Yardstick}, wanted {goal.Limit:0.##}";
            }

            foreach (Timing peer in result.Peers.Where(peer => peer.Median <= result.Generated.Median))
            {
                yield return $"{name}: {peer.Name} takes {peer.Median / result.Generated.Median:F2} of our time";
            }
        }
    }

    private static string[] Measured(IReadOnlyList<CaseResult> cases, IEnumerable<string> names) =>
        [.. names.Where(name => cases.Any(result => result.Timings.ContainsKey(name)))];

    private static string Mark(bool isMet) => isMet ? "met" : "**missed**";

    private static bool IsFastest(CaseResult result) => result.Peers.All(peer => peer.Median > result.Generated.Median);
}
