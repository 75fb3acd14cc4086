using BatchNormGen.Threading;
using Xunit;

namespace BatchNormGen.Tests.Execution;

/// <summary>Calls whose helpers stay from one to the next do each item once, whatever their helpers are doing.</summary>
public sealed unsafe class TeamTests
{
    private const int Threads = 4;

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(1000)]
    public void Every_item_of_every_call_is_done_once(int pauseMicroseconds)
    {
        int[] done = new int[37];
        using (Team.Gather())
        {
            // Pauses are shorter and longer than helpers wait.
            for (int call = 1; call <= 300; call++)
            {
                Run(done, &Count);
                Assert.All(done, times => Assert.Equal(call, times));
                Pause(pauseMicroseconds);
            }
        }

        Run(done, &Count);
        Assert.All(done, static times => Assert.Equal(301, times));
    }

    [Fact]
    public void Teams_of_several_threads_are_apart()
    {
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, static _ =>
        {
            int[] done = new int[20];
            for (int team = 0; team < 50; team++)
            {
                using (Team.Gather())
                {
                    for (int call = 0; call < 10; call++)
                    {
                        Run(done, &Count);
                    }
                }
            }

            Assert.All(done, static times => Assert.Equal(500, times));
        });
    }

    [Fact]
    public void What_a_body_calls_has_helpers_of_its_own()
    {
        int[] done = new int[12];
        using (Team.Gather())
        {
            for (int call = 1; call <= 100; call++)
            {
                Run(done, &CountInParts);
                Assert.All(done, times => Assert.Equal(done.Length * call, times));
            }
        }
    }

    [Fact]
    public void A_team_in_a_team_lasts_as_long_as_the_outer_one()
    {
        int[] done = new int[9];
        using (Team.Gather())
        {
            using (Team.Gather())
            {
                Run(done, &Count);
            }

            PartitionedJob? job = Team.Take();
            Team.GiveBack(job);
            Assert.NotNull(job);
            Assert.True(job.IsHeld);
            Run(done, &Count);
        }

        Assert.Null(Team.Take());
        Assert.All(done, static times => Assert.Equal(2, times));
    }

    [Fact]
    public void A_call_of_fewer_threads_leaves_the_others_out()
    {
        int[] done = new int[16];
        using (Team.Gather())
        {
            for (int call = 1; call <= 200; call++)
            {
                Run(done, &Count, threads: 2 + (call % 5));
                Assert.All(done, times => Assert.Equal(call, times));
            }
        }
    }

    private static void Run(int[] done, delegate*<void*, nint, void> body, int threads = Threads)
    {
        fixed (int* first = done)
        {
            Counters counters = new() { Done = first, Length = done.Length };
            WorkPartition.For(done.Length, threads, body, &counters);
        }
    }

    private static void Count(void* context, nint item) => Interlocked.Increment(ref ((Counters*)context)->Done[item]);

    private static void CountInParts(void* context, nint item) => WorkPartition.For(((Counters*)context)->Length, Threads, &Count, context);

    private static void Pause(int microseconds)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMicroseconds < microseconds)
        {
            Thread.SpinWait(10);
        }
    }

    private struct Counters
    {
        public int* Done;
        public int Length;
    }
}
