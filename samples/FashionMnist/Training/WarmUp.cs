using System.Runtime;
using BatchNormGen.Models;
using FashionMnist.Dataset;

namespace FashionMnist.Training;

/// <summary>
/// Has the JIT compile what is timed before it is timed: it compiles anew, in the background, what has been called some 30 times. Otherwise the
/// first epoch would tell more about the compiler than about the network.
/// </summary>
internal static class WarmUp
{
    private const int BatchesOfPass = 32;

    /// <summary>Larger batches would take long and run the same code.</summary>
    private const int MaxBatchSize = 64;

    private const int MaxPasses = 10;

    /// <summary>Longer than the JIT waits for new methods before it compiles again those that it has.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>Trains copies of networks, which nobody sees again, until no new method is compiled.</summary>
    public static void Run(IEnumerable<IModel<float>> copies, FashionMnistData data, int batchSize)
    {
        batchSize = Math.Min(batchSize, MaxBatchSize);
        var few = new FashionMnistData(data.Train.First(BatchesOfPass * batchSize), data.Test.First(1));
        Trainer[] trainers = [.. copies.Select(copy => new Trainer(copy, few, batchSize, learningRate: 1e-3f, seed: 0))];
        long compiled;
        int pass = 0;
        do
        {
            compiled = JitInfo.GetCompiledMethodCount();
            foreach (Trainer trainer in trainers)
            {
                trainer.RunEpoch(_ => { });
            }

            Thread.Sleep(Pause);
        }
        while (++pass < MaxPasses && JitInfo.GetCompiledMethodCount() > compiled);
    }
}
