using System.Diagnostics;

namespace BatchNormGen.Benchmarks.Measuring;

/// <summary>
/// Gives all contenders turns, round after round, so that what else happens on the machine meets them alike. A turn begins with a
/// call that is not timed: it brings the contender's own memory into the caches, as far as it fits. Behind a rest they take three times as long as what is timed, since
/// threads that have slept take milliseconds to come.
/// </summary>
internal static class InterleavedRounds
{
    private const int MostCalls = 1 << 20;

    public static IReadOnlyDictionary<string, Timing> Measure(IReadOnlyList<Contender> contenders, RoundSettings settings)
    {
        int[] calls = [.. contenders.Select(contender => CallsOfATurn(contender, settings))];
        double[][] times = [.. contenders.Select(_ => new double[settings.Rounds])];
        for (int round = 0; round < settings.Rounds; round++)
        {
            for (int turn = 0; turn < contenders.Count; turn++)
            {
                // Another one begins in each round.
                int index = (round + turn) % contenders.Count;
                times[index][round] = Turn(contenders[index].Call, calls[index], settings.Rest);
            }
        }

        return contenders
            .Select((contender, index) => new Timing(contender.Name, times[index]))
            .GroupBy(static timing => timing.Name)
            .ToDictionary(static ways => ways.Key, static ways => ways.MinBy(static timing => timing.Median)!);
    }

    /// <summary>The nanoseconds of a call.</summary>
    private static double Turn(Action call, int calls, TimeSpan rest)
    {
        int untimed = 1;
        if (rest > TimeSpan.Zero)
        {
            Thread.Sleep(rest);
            untimed = 3 * calls;
        }

        for (int i = 0; i < untimed; i++)
        {
            call();
        }

        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }

    private static int CallsOfATurn(Contender contender, RoundSettings settings)
    {
        // Doubled until it can be told from the clock's steps; the first calls may have been slow.
        for (int calls = 1; ; calls *= 2)
        {
            double time = Turn(contender.Call, calls, TimeSpan.Zero);
            if (time * calls * 4 > settings.Turn.TotalNanoseconds || calls >= MostCalls)
            {
                return (int)Math.Clamp(settings.Turn.TotalNanoseconds / time, 1, MostCalls);
            }
        }
    }
}
