using System.Diagnostics;
using BatchNormGen.Mpi;

namespace BatchNormGen.MpiJob;

/// <summary>What the processes of a job do, and say.</summary>
internal static class Job
{
    /// <summary>The environment variable that names the folder where processes say what they have to say.</summary>
    public const string OutputVariable = "MPIJOB_OUTPUT";

    /// <summary>The member that does something else.</summary>
    private const int AtFault = 1;

    public static SortedDictionary<string, Action<MpiWorld>> All { get; } = new(StringComparer.Ordinal)
    {
        ["bits"] = Bits,
        ["sums"] = Sums,
        ["split"] = Split,
        ["split-badly"] = SplitBadly,
        ["start-again"] = StartAgain,
        ["collections"] = Collections,
        ["caught"] = Caught,
        ["bad-call"] = BadCall,
        ["bad-model-call"] = BadModelCall,
        ["missed-call"] = MissedCall,
        ["sleep"] = Sleep,
        ["leave"] = Leave,
        ["leave-waited"] = world => LeaveWaited(world, world),
        ["leave-waited-in-part"] = world => LeaveWaited(world, world.Split(0, -world.Rank)),
        ["leave-apart"] = LeaveApart,
        ["leave-by-exit"] = LeaveByExit,
        ["use-after-leaving"] = UseAfterLeaving,
        ["kill"] = world => Die(world, static () => Process.GetCurrentProcess().Kill()),
        ["throw"] = world => Die(world, static () => throw new InvalidOperationException("a process throws")),
        ["exit"] = world => Die(world, static () => Environment.Exit(3)),
        ["exit-well"] = world => Die(world, static () => Environment.Exit(0)),
        ["abort"] = world => Die(world, () => world.Abort(5)),
    };

    private static void Bits(MpiWorld world)
    {
        foreach (string line in SharedTraining.Digests(world))
        {
            Say(world, line);
        }
    }

    private static void Sums(MpiWorld world)
    {
        foreach (int length in (int[])[1, 1000, 3_000_001])
        {
            double[] values = new double[length];
            Array.Fill(values, world.Rank + 0.5);
            world.Sum(values.AsSpan());
            Say(world, $"{values[0]} {values[length / 2]} {values[^1]}");
        }

        Moments moments = new Row7().MeasureMoments(new float[7 * (world.Rank + 1)]);
        world.MergeAll(moments);
        Say(world, moments.ToString());
    }

    private static void Split(MpiWorld world)
    {
        using MpiWorld part = world.Split(world.Rank % 2, -world.Rank);
        float[] ranks = [world.Rank];
        part.Sum(ranks.AsSpan());
        Row7 layer = new() { Collective = part };
        float[] x = [.. Enumerable.Range(0, 14).Select(i => (float)(i * (world.Rank + 1)))];
        layer.ForwardTraining(x, x);
        float[] all = [1];
        world.Sum(all.AsSpan());
        Say(world, $"{part.Rank} of {part.Size}, ranks {ranks[0]}, mean {layer.BatchMean[0]}, all {all[0]}");
    }

    private static void SplitBadly(MpiWorld world)
    {
        Try<CollectiveException>(world, () => world.Split(world.Rank == AtFault ? -1 : 0, 0));
        float[] one = [1];
        Try<CollectiveException>(world, () =>
        {
            if (world.Rank == AtFault)
            {
                world.Sum(one.AsSpan());
            }
            else
            {
                world.Split(0, 0);
            }
        });
        world.Sum(one.AsSpan());
        Say(world, $"goes on: {one[0]}");
    }

    private static void StartAgain(MpiWorld world) => Try<InvalidOperationException>(world, static () => MpiWorld.Start());

    /// <summary>Another thread collects garbage, which moves whatever is not pinned.</summary>
    private static void Collections(MpiWorld world)
    {
        using CancellationTokenSource end = new();
        Thread collector = new(() =>
        {
            while (!end.IsCancellationRequested)
            {
                GC.KeepAlive(new byte[50_000]);
                GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                Thread.Sleep(1);
            }
        });
        collector.Start();
        bool isRight = true;
        for (int round = 0; round < 50; round++)
        {
            float[] values = new float[5000];
            Array.Fill(values, round + world.Rank);
            world.Sum(values.AsSpan());
            isRight &= Array.TrueForAll(values, value => value == (world.Size * round) + (world.Size * (world.Size - 1) / 2));
        }

        end.Cancel();
        collector.Join();
        Say(world, isRight ? "all sums are right" : "a sum is wrong");
    }

    /// <summary>What .NET makes exceptions of, by signals which MPI libraries may take.</summary>
    private static void Caught(MpiWorld world)
    {
        string? nothing = null;
        int zero = 0;
        for (int round = 0; round < 3; round++)
        {
            Try<NullReferenceException>(world, () => _ = nothing!.Length);
            Try<DivideByZeroException>(world, () => _ = 1 / zero);
        }
    }

    private static void BadCall(MpiWorld world)
    {
        Row7 layer = new() { Collective = world };
        float[] x = new float[28];
        x[0] = world.Rank + 1;
        Try<CollectiveException>(world, () => layer.ForwardTraining(x, world.Rank == AtFault ? new float[27] : new float[28]));
        layer.ForwardTraining(x, new float[28]);
        Say(world, $"goes on: {layer.BatchesTracked}");
    }

    private static void BadModelCall(MpiWorld world)
    {
        Blocks model = new() { Collective = world };
        float[] x = new float[2 * Blocks.InputLength], y = new float[2 * Blocks.OutputLength];
        x[0] = world.Rank + 1;
        Try<CollectiveException>(world, () => model.ForwardTraining(x, world.Rank == AtFault ? y[1..] : y));
        model.ForwardTraining(x, y);
        Try<CollectiveException>(world, () => model.Backward(x, world.Rank == AtFault ? y[1..] : y, []));
        Say(world, $"goes on: {model.Bn2.BatchesTracked}");
    }

    private static void MissedCall(MpiWorld world)
    {
        Row7 first = new() { Collective = world };
        Row83 second = new() { Collective = world };
        Try<CollectiveException>(world, () =>
        {
            if (world.Rank != AtFault)
            {
                first.ForwardTraining(new float[28], new float[28]);
            }

            second.ForwardTraining(new float[830], new float[830]);
        });
    }

    private static void Sleep(MpiWorld world)
    {
        Row7 layer = new() { Collective = world };
        if (world.Rank == AtFault)
        {
            Thread.Sleep(TimeSpan.FromMinutes(8));
        }

        Try<TimeoutException>(world, () => layer.ForwardTraining(new float[28], new float[28]));
        Try<InvalidOperationException>(world, () => layer.ForwardTraining(new float[28], new float[28]));
        LetTheFirstEnd(world);
        world.Abort(4);
    }

    private static void Leave(MpiWorld world)
    {
        if (world.Rank != AtFault)
        {
            Thread.Sleep(TimeSpan.FromMinutes(8));
        }
    }

    /// <summary>One has fewer batches than the others.</summary>
    private static void LeaveWaited(MpiWorld world, MpiWorld trained)
    {
        Row7 layer = new() { Collective = trained };
        layer.ForwardTraining(new float[28], new float[28]);
        if (world.Rank == AtFault)
        {
            world.Dispose();
        }
        else
        {
            Try<CollectiveException>(world, () => layer.ForwardTraining(new float[28], new float[28]));
            Try<InvalidOperationException>(world, () => layer.ForwardTraining(new float[28], new float[28]));
        }

        LetTheFirstEnd(world);
    }

    /// <summary>One takes longer than the others after all exchanges: they are in time to have said that they leave.</summary>
    private static void LeaveApart(MpiWorld world)
    {
        float[] one = [1];
        world.Split(0, 0).Sum(one.AsSpan());
        world.Sum(one.AsSpan());
        Thread.Sleep(world.Rank == AtFault ? 700 : 0);
        Say(world, $"{one[0]}");
    }

    private static void LeaveByExit(MpiWorld world)
    {
        float[] one = [1];
        world.Sum(one.AsSpan());
        Say(world, $"{one[0]}");
        Environment.Exit(0);
    }

    private static void UseAfterLeaving(MpiWorld world)
    {
        MpiWorld part = world.Split(0, 0);
        Thread other = new(world.Dispose);
        other.Start();
        other.Join();
        world.Dispose();
        part.Dispose();
        Try<ObjectDisposedException>(world, () => part.Sum([1f]));
        Try<ObjectDisposedException>(world, () => world.Sum([1f]));
        Try<ObjectDisposedException>(world, () => world.Split(0, 0));
        Try<ObjectDisposedException>(world, () => part.Abort(3));
    }

    /// <summary>The first has time to say what it has to say.</summary>
    private static void LetTheFirstEnd(MpiWorld world)
    {
        if (world.Rank != 0)
        {
            Thread.Sleep(TimeSpan.FromMinutes(8));
        }
    }

    private static void Die(MpiWorld world, Action die)
    {
        float[] one = [1];
        world.Sum(one.AsSpan());
        if (world.Rank == AtFault)
        {
            die();
        }

        world.Sum(one.AsSpan());
        Say(world, "was not ended");
    }

    private static void Try<TException>(MpiWorld world, Action action)
        where TException : Exception
    {
        try
        {
            action();
            Say(world, "nothing was thrown");
        }
        catch (TException error)
        {
            Say(world, $"{typeof(TException).Name}: {error.Message}");
        }
    }

    /// <summary>Says something in a file of this process, if there is a folder for it: launchers mix up what several processes print, and lose what is printed last.</summary>
    private static void Say(MpiWorld world, string text)
    {
        if (Environment.GetEnvironmentVariable(OutputVariable) is { } folder)
        {
            File.AppendAllText(Path.Combine(folder, $"{world.Rank}.txt"), text + "\n");
        }
        else
        {
            Console.WriteLine($"{world.Rank}: {text}");
        }
    }
}
