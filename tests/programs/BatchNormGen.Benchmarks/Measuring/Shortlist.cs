namespace BatchNormGen.Benchmarks.Measuring;

/// <summary>Leaves out, of many ways to do one thing, those that are hopeless.</summary>
internal static class Shortlist
{
    private const int Rounds = 4;
    private const int Length = 3;

    public static IEnumerable<Contender> Of(string name, IReadOnlyList<Action> ways)
    {
        if (ways.Count > Length)
        {
            Contender[] candidates = [.. ways.Select(static (way, index) => new Contender($"{index}", way))];
            var settings = new RoundSettings(Rounds, TimeSpan.FromMilliseconds(0.3), TimeSpan.Zero);
            IReadOnlyDictionary<string, Timing> timings = InterleavedRounds.Measure(candidates, settings);
            ways = [.. candidates.OrderBy(candidate => timings[candidate.Name].Rounds.Min()).Take(Length).Select(static candidate => candidate.Call)];
        }

        return ways.Select(way => new Contender(name, way));
    }
}
