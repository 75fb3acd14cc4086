using System.Diagnostics;
using BatchNormGen.Models;
using FashionMnist.Dataset;

namespace FashionMnist.Training;

/// <summary>Trains a network. Trainers of the same seed show their networks the same batches in the same order.</summary>
internal sealed class Trainer(IModel<float> network, FashionMnistData data, int batchSize, float learningRate, int seed)
{
    private readonly GradientDescent _descent = new(network, learningRate, Math.Min(batchSize, data.Train.Count) + 1);
    private readonly Random _shuffling = new(seed);
    private readonly int[] _order = [.. Enumerable.Range(0, data.Train.Count)];

    // One more than asked for: see Batches.
    private readonly float[] _images = new float[(Math.Min(batchSize, data.Train.Count) + 1) * ImageSet.ImageLength];
    private readonly int[] _labels = new int[Math.Min(batchSize, data.Train.Count) + 1];

    /// <summary>Passes once over the training images; <paramref name="onBatch"/> hears the size of every batch done.</summary>
    /// <exception cref="ArithmeticException">The training diverged.</exception>
    public EpochResult RunEpoch(Action<int> onBatch)
    {
        double loss = 0;
        int correct = 0;
        var watch = Stopwatch.StartNew();
        _shuffling.Shuffle(_order);
        foreach (Range range in Batches.Split(_order.Length, batchSize))
        {
            ReadOnlySpan<int> chosen = _order.AsSpan(range);
            Span<float> batch = _images.AsSpan(0, chosen.Length * ImageSet.ImageLength);
            Span<int> labels = _labels.AsSpan(0, chosen.Length);
            data.Train.CopyTo(chosen, batch, labels);
            (double batchLoss, int batchCorrect) = _descent.Step(batch, labels);
            if (!double.IsFinite(batchLoss))
            {
                throw new ArithmeticException("The loss is no longer a finite number.");
            }

            loss += batchLoss * chosen.Length;
            correct += batchCorrect;
            onBatch(chosen.Length);
        }

        double seconds = watch.Elapsed.TotalSeconds;
        int images = data.Train.Count;
        return new EpochResult(loss / images, (double)correct / images, Evaluation.Accuracy(network.ForwardInference, data.Test), images / seconds);
    }
}
