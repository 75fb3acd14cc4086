namespace BatchNormGen.Benchmarks.Measuring;

/// <summary>How long is measured.</summary>
/// <param name="Rounds">The number of rounds, in each of which every contender has a turn.</param>
/// <param name="Turn">The time of a turn; a call that takes longer is made once.</param>
/// <param name="Rest">The time before a turn, in which threads that others left spinning fall asleep.</param>
internal sealed record RoundSettings(int Rounds, TimeSpan Turn, TimeSpan Rest)
{
    public static RoundSettings Full(int rounds = 15) => new(rounds, TimeSpan.FromMilliseconds(4), TimeSpan.FromMilliseconds(2));

    public static RoundSettings Quick(int rounds = 5) => new(rounds, TimeSpan.FromMilliseconds(1.5), TimeSpan.FromMilliseconds(1));
}
