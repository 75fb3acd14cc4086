using BatchNormGen.Mpi;
using FashionMnist.Dataset;
using FashionMnist.Training;

namespace FashionMnist.Workers;

/// <summary>The normalized network, trained by several processes that mpirun started. The first one prints.</summary>
internal static class WorkersRun
{
    /// <summary>
    /// How far a parameter may be from that of one process after one step: a learning rate times a gradient, whose sums each process rounds by itself.
    /// </summary>
    private const float Bound = 1e-5f;

    /// <summary>Returns whether the first step came to what it does in one process.</summary>
    public static bool Run(Options options)
    {
        using MpiWorld world = MpiWorld.Start();
        FashionMnistData data = FashionMnistData.Load(options.Data);
        Print(world, $"LeNet on Fashion-MNIST, {(world.Size == 1 ? "1 process" : $"{world.Size} processes")} by {world.Library}: {data.Train.Count:N0} images to train on, {data.Test.Count:N0} to test on");
        Print(world, $"batch size {options.BatchSize}, learning rate {options.LearningRate}, seed {options.Seed}, {options.Threads} threads each");
        float difference = FirstStep.LargestDifference(world, data, options);
        Print(world, $"after one step, parameters differ from those of one process by {difference:E1} at most");
        Print(world, "");

        var network = Networks.New(options);
        var trainer = new SharedTrainer(world, network, data, options);
        Print(world, "epoch     loss   train    test  images/s");
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            EpochResult result = trainer.RunEpoch();
            Print(world, $"{epoch,5}  {result.Loss,7:F4} {result.TrainAccuracy * 100,6:F1}% {result.TestAccuracy * 100,6:F1}% {result.ImagesPerSecond,9:N0}");
        }

        // Each process measures its own images: only moments travel.
        PopulationStatistics.Set(network, data.Train.Slice(Shard.Of(world, data.Train.Count)));
        double exact = trainer.Accuracy();
        Print(world, "");
        Print(world, $"by exact statistics of all {data.Train.Count:N0} training images: {exact * 100:F1}%");
        return difference <= Bound;
    }

    private static void Print(MpiWorld world, string line)
    {
        if (world.Rank == 0)
        {
            Console.WriteLine(line);
        }
    }
}
