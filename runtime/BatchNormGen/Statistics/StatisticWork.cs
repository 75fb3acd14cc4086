using System.Runtime.CompilerServices;

namespace BatchNormGen.Statistics;

/// <summary>What is done for each statistic, written for eight adjacent ones at a time.</summary>
internal interface IStatisticWork
{
    /// <param name="c">The first of the statistics.</param>
    /// <param name="count">How many there are.</param>
    void Run<TCount>(int c, TCount count)
        where TCount : struct, IStatisticCount;
}

/// <summary>How many statistics there are: eight, known to the JIT, or fewer, at the end of a range.</summary>
internal interface IStatisticCount
{
    static abstract bool IsEight { get; }

    int Value { get; }
}

internal readonly struct EightStatistics : IStatisticCount
{
    public static bool IsEight => true;

    public int Value => StatisticVector.Length;
}

/// <summary>One, as large planes are measured: no vector that is not full is read or written.</summary>
internal readonly struct OneStatistic : IStatisticCount
{
    public static bool IsEight => false;

    public int Value => 1;
}

internal readonly struct FewerStatistics(int count) : IStatisticCount
{
    public static bool IsEight => false;

    public int Value => count;
}

/// <summary>Runs work over a range of statistics.</summary>
internal static class StatisticWork
{
    /// <remarks>The last statistics, if they are fewer than eight, have code of their own: its calls would cost the loop its registers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TWork>(StatisticRange range, TWork work)
        where TWork : struct, IStatisticWork
    {
        int c = range.First;
        for (; c <= range.End - StatisticVector.Length; c += StatisticVector.Length)
        {
            work.Run(c, default(EightStatistics));
        }

        if (c == range.End - 1)
        {
            RunOne(c, work);
        }
        else if (c < range.End)
        {
            RunFewer(c, range.End - c, work);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RunOne<TWork>(int c, TWork work)
        where TWork : struct, IStatisticWork => work.Run(c, default(OneStatistic));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RunFewer<TWork>(int c, int count, TWork work)
        where TWork : struct, IStatisticWork => work.Run(c, new FewerStatistics(count));
}
