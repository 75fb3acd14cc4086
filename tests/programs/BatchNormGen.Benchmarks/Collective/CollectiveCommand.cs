using System.CommandLine;
using System.Diagnostics;
using BatchNormGen.Benchmarks.CommandLine;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Mpi;

namespace BatchNormGen.Benchmarks.Collective;

/// <summary>What it costs to spread a batch over processes. Runs under mpirun; the first process reports.</summary>
internal static class CollectiveCommand
{
    private const int FullRounds = 2000;
    private const int QuickRounds = 200;

    /// <summary>Samples of a process.</summary>
    private const int Samples = 8;

    public static Command Create()
    {
        Option<bool> quick = CommonOptions.Quick("Few rounds.");
        Option<int?> rounds = CommonOptions.Rounds(FullRounds, QuickRounds);
        Option<int?> threads = CommonOptions.WholeNumber("--threads", 1, int.MaxValue, "The threads of a layer's call (default: 1).");
        Option<OutputFolder> output = CommonOptions.Output();
        var command = new Command("collective", "Exchanges between processes, and layers with and without: mpirun -n 2 … collective.") { quick, rounds, threads, output };
        command.SetAction(result => Run(
            result.GetValue(rounds) ?? (result.GetValue(quick) ? QuickRounds : FullRounds), result.GetValue(threads) ?? 1, result.GetRequiredValue(output)));
        return command;
    }

    private static int Run(int rounds, int threads, OutputFolder output)
    {
        using MpiWorld world = MpiWorld.Start();
        EngineAllReduce engine = new();
        MarkdownTable exchanges = new("channels", "all-gather of 24 · C bytes", "MPI_Allreduce of 2 · C + 1 doubles", "Collectives.Sum of 2 · C + 1 doubles");
        MarkdownTable layers = new($"a process's batch of {Samples}", "forward", "synchronized", "backward", "synchronized");
        foreach (int channels in (int[])[64, 512, 2048])
        {
            byte[] part = new byte[24 * channels], all = new byte[part.Length * world.Size];
            double[] values = new double[(2 * channels) + 1], sums = new double[values.Length];
            exchanges.Add(
                $"{channels}", Median(world, rounds, () => world.AllGather(part, all)), Median(world, rounds, () => engine.Sum(values, sums)),
                Median(world, rounds, () => world.Sum(values.AsSpan())));
        }

        Add(new Shared64(), new Shared64(), 64, 28);
        Add(new Shared512(), new Shared512(), 512, 7);
        Add(new Shared2048(), new Shared2048(), 2048, 7);
        if (world.Rank == 0)
        {
            Machine.Print();
            string text = $"{world.Size} processes by {world.Library}, medians of {rounds} calls\n\n{exchanges}\n{layers}";
            Console.WriteLine(text);
            output.Write("collective.md", text);
        }

        return 0;

        void Add<TLayer>(TLayer alone, TLayer shared, int channels, int side)
            where TLayer : INormalizationLayer<float>, ICollectiveLayer
        {
            shared.Collective = world;
            (alone.MaxDegreeOfParallelism, shared.MaxDegreeOfParallelism) = (threads, threads);
            float[] x = [.. Enumerable.Range(0, Samples * channels * side * side).Select(static i => i * 7919L % 1000 / 500f)];
            float[] y = new float[x.Length];
            int layerRounds = Math.Max(20, rounds / 10);
            layers.Add(
                $"{Samples} × {channels} × {side} × {side}",
                Median(world, layerRounds, () => alone.ForwardTraining(x, y, Samples)), Median(world, layerRounds, () => shared.ForwardTraining(x, y, Samples)),
                Median(world, layerRounds, () => alone.Backward(x, x, y, Samples)), Median(world, layerRounds, () => shared.Backward(x, x, y, Samples)));
        }
    }

    /// <summary>The median time of a call. All processes make as many, and begin together.</summary>
    private static string Median(MpiWorld world, int rounds, Action call)
    {
        for (int round = 0; round < Math.Max(40, rounds / 10); round++)
        {
            call();
        }

        double[] one = [1];
        world.Sum(one.AsSpan());
        double[] times = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            call();
            times[round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        world.Sum(one.AsSpan());
        return Duration.Text(Quantiles.Of(times, 0.5));
    }
}
