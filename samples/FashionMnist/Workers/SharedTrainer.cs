using System.Diagnostics;
using BatchNormGen;
using FashionMnist.Dataset;
using FashionMnist.Training;

namespace FashionMnist.Workers;

/// <summary>Trains a network whose batches are spread over processes. All shuffle alike, and each takes its part of every batch.</summary>
internal sealed class SharedTrainer
{
    private readonly ICollective _workers;
    private readonly LeNet _network;
    private readonly FashionMnistData _data;
    private readonly int _batchSize;
    private readonly GradientDescent _descent;
    private readonly Random _shuffling;
    private readonly int[] _order;

    // One more than asked for: see Batches.
    private readonly float[] _images;
    private readonly int[] _labels;

    public SharedTrainer(ICollective workers, LeNet network, FashionMnistData data, Options options)
    {
        _workers = workers;
        _network = network;
        _data = data;
        _batchSize = options.BatchSize;
        _shuffling = new(options.Seed);
        _order = [.. Enumerable.Range(0, data.Train.Count)];
        int most = Math.Min(options.BatchSize, data.Train.Count) + 1;
        _images = new float[most * ImageSet.ImageLength];
        _labels = new int[most];
        _descent = new(network, options.LearningRate, most, workers);
        network.Collective = workers;
    }

    /// <summary>Passes once over the training images; the results are those of all processes.</summary>
    /// <exception cref="ArithmeticException">The training diverged: on all processes, since all have the same loss.</exception>
    public EpochResult RunEpoch()
    {
        double loss = 0, correct = 0;
        var watch = Stopwatch.StartNew();
        _shuffling.Shuffle(_order);
        foreach (Range range in Batches.Split(_order.Length, _batchSize))
        {
            (double batchLoss, double batchCorrect) = Step(_order.AsSpan(range));
            if (!double.IsFinite(batchLoss))
            {
                throw new ArithmeticException("The loss is no longer a finite number.");
            }

            loss += batchLoss * _order.AsSpan(range).Length;
            correct += batchCorrect;
        }

        double seconds = watch.Elapsed.TotalSeconds;
        return new(loss / _order.Length, correct / _order.Length, Accuracy(), _order.Length / seconds);
    }

    /// <summary>One step on a batch, of which this process takes its part; the loss and the images that all classified rightly.</summary>
    public (double Loss, double Correct) Step(ReadOnlySpan<int> batch)
    {
        ReadOnlySpan<int> part = batch[Shard.Of(_workers, batch.Length)];
        Span<float> images = _images.AsSpan(0, part.Length * ImageSet.ImageLength);
        Span<int> labels = _labels.AsSpan(0, part.Length);
        _data.Train.CopyTo(part, images, labels);
        (double loss, int correct) = _descent.Step(images, labels, batch.Length);
        Span<double> totals = [loss, correct];
        _workers.Sum(totals);
        return (totals[0], totals[1]);
    }

    /// <summary>The share of the test images that are classified rightly, each process having predicted its part of them.</summary>
    public double Accuracy()
    {
        ImageSet part = _data.Test.Slice(Shard.Of(_workers, _data.Test.Count));
        Span<double> correct = [part.Count == 0 ? 0 : Math.Round(Evaluation.Accuracy(_network.ForwardInference, part) * part.Count)];
        _workers.Sum(correct);
        return correct[0] / _data.Test.Count;
    }
}
