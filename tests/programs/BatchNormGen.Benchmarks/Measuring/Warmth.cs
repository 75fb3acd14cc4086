using System.Diagnostics;
using System.Runtime;

namespace BatchNormGen.Benchmarks.Measuring;

/// <summary>Repeats calls until the JIT has compiled them finally: it does so in the background, some time after the 30th call.</summary>
internal static class Warmth
{
    private const int Calls = 35;
    private const int MostPasses = 15;

    /// <summary>Passes without a compiled method after which none is expected; calls are counted only after a while without new methods.</summary>
    private const int QuietPasses = 3;

    /// <summary>Long calls call their kernels many times.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(130);

    public static void Reach(IReadOnlyList<Action> calls)
    {
        int quiet = 0;
        for (int pass = 0; pass < MostPasses && quiet < QuietPasses; pass++)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            foreach (Action call in calls)
            {
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < Calls && Stopwatch.GetElapsedTime(start) < LongestTurn; i++)
                {
                    call();
                }
            }

            Thread.Sleep(Pause);
            quiet = JitInfo.GetCompiledMethodCount() == compiled ? quiet + 1 : 0;
        }
    }
}
