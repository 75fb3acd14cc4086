using System.Runtime;

namespace BatchNormGen.Benchmarks.Measuring;

/// <summary>Repeats calls until the JIT has compiled them finally: it does so in the background, some time after the 30th call.</summary>
internal static class Warmth
{
    private const int Calls = 35;
    private const int MostPasses = 15;

    /// <summary>Passes without a compiled method after which none is expected; calls are counted only after a while without new methods.</summary>
    private const int QuietPasses = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(130);

    public static void Reach(IReadOnlyList<Action> calls)
    {
        int quiet = 0;
        for (int pass = 0; pass < MostPasses && quiet < QuietPasses; pass++)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            foreach (Action call in calls)
            {
                for (int i = 0; i < Calls; i++)
                {
                    call();
                }
            }

            Thread.Sleep(Pause);
            quiet = JitInfo.GetCompiledMethodCount() == compiled ? quiet + 1 : 0;
        }
    }
}
