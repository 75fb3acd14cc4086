using BatchNormGen.Tests.Exchanges;
using FashionMnist;
using FashionMnist.Dataset;
using FashionMnist.Training;
using FashionMnist.Workers;

namespace BatchNormGen.Samples.Tests;

/// <summary>Threads in the place of processes.</summary>
public sealed class WorkersTests
{
    private static readonly FashionMnistData Data = new(RandomImages.Create(70, seed: 1), RandomImages.Create(9, seed: 2));

    /// <summary>Even and uneven parts, and more workers than images.</summary>
    [Theory]
    [InlineData(1, 32)]
    [InlineData(2, 32)]
    [InlineData(3, 32)]
    [InlineData(4, 3)]
    public void One_step_comes_to_what_it_does_in_one_process(int workers, int batchSize)
    {
        float[] differences = ThreadMembers.Run(workers, member => FirstStep.LargestDifference(member, Data, NewOptions(batchSize)));
        Assert.All(differences, difference => Assert.InRange(difference, 0, workers == 1 ? 0 : 1e-5f));
    }

    [Fact]
    public void An_epoch_and_exact_statistics_are_the_same_for_all_workers()
    {
        // 70 images are two batches of 32 and one of 6.
        (EpochResult Result, float[] Statistics)[] all = ThreadMembers.Run(3, static member =>
        {
            Options options = NewOptions(batchSize: 32);
            LeNet network = Networks.New(options);
            EpochResult result = new SharedTrainer(member, network, Data, options).RunEpoch();
            PopulationStatistics.Set(network, Data.Train.Slice(Shard.Of(member, Data.Train.Count)));
            return (result, (float[])[.. network.Bn1.MovingVariance, .. network.Bn2.MovingVariance, .. network.Bn3.MovingVariance, .. network.Bn4.MovingVariance]);
        });
        Assert.All(all, worker =>
        {
            Assert.Equal((all[0].Result.Loss, all[0].Result.TrainAccuracy, all[0].Result.TestAccuracy), (worker.Result.Loss, worker.Result.TrainAccuracy, worker.Result.TestAccuracy));
            Assert.Equal(all[0].Statistics, worker.Statistics);
        });
    }

    [Theory, InlineData(1, 5), InlineData(3, 10), InlineData(4, 3), InlineData(3, 0)]
    public void Shards_are_all_images_once(int workers, int images)
    {
        IEnumerable<int> all = ThreadMembers.Of(workers).SelectMany(member => Enumerable.Range(0, images).Take(Shard.Of(member, images)));
        Assert.Equal(Enumerable.Range(0, images), all);
    }

    private static Options NewOptions(int batchSize) => new() { BatchSize = batchSize, Threads = 1 };
}
