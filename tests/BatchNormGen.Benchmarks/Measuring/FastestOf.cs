namespace BatchNormGen.Benchmarks.Measuring;

/// <summary>Of several ways to do one thing, the one that counts.</summary>
internal static class FastestOf
{
    private const int Rounds = 5;

    /// <summary>The one with the smallest median of a few interleaved rounds.</summary>
    public static Contender Choose(string name, IReadOnlyList<Contender> candidates)
    {
        if (candidates.Count == 1)
        {
            return candidates[0] with { Name = name };
        }

        var settings = new RoundSettings(Rounds, TimeSpan.FromMilliseconds(0.5), TimeSpan.Zero);
        IReadOnlyDictionary<string, Timing> timings = InterleavedRounds.Measure(candidates, settings);
        return candidates.MinBy(candidate => timings[candidate.Name].Median)! with { Name = name };
    }
}
