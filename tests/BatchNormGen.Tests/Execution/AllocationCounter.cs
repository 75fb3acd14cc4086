using Xunit;

namespace BatchNormGen.Tests.Execution;

/// <summary>Counts what calls allocate after their first time.</summary>
internal static class AllocationCounter
{
    public static void AssertAllocatesNothing(int threads, Action calls) => AssertAllocates(threads, 0, calls);

    public static void AssertAllocates(int threads, long bytes, Action calls)
    {
        calls();
        long fewest = long.MaxValue;
        // The process's count also has what the test host allocates now and then: a layer that allocates does so in every round.
        for (int round = 0; round < 10 && fewest > 10 * bytes; round++)
        {
            long before = Allocated(threads);
            for (int call = 0; call < 10; call++)
            {
                calls();
            }

            fewest = Math.Min(fewest, Allocated(threads) - before);
        }

        Assert.Equal(10 * bytes, fewest);
    }

    private static long Allocated(int threads) => threads == 1 ? GC.GetAllocatedBytesForCurrentThread() : GC.GetTotalAllocatedBytes(precise: true);
}
