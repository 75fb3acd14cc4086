using BatchNormGen;
using FashionMnist.Training;

namespace FashionMnist.Model;

/// <summary>
/// The LeNet of "Dive into Deep Learning", for images (N, 1, 28, 28), with or without batch normalization: the same network but for
/// the four normalization layers, which BatchNormGen generates from the declarations below.
/// </summary>
internal sealed partial class LeNet
{
    public const int Classes = 10;

    [BatchNorm(6, 4, Spatial = [28, 28])]
    private sealed partial class Norm1;

    [BatchNorm(16, 4, Spatial = [10, 10])]
    private sealed partial class Norm2;

    [BatchNorm(120, 2)]
    private sealed partial class Norm3;

    [BatchNorm(84, 2)]
    private sealed partial class Norm4;

    private readonly Norm1 _norm1 = new();
    private readonly Norm2 _norm2 = new();
    private readonly Norm3 _norm3 = new();
    private readonly Norm4 _norm4 = new();
    private readonly Sequential _layers;

    /// <param name="normalize">Whether the network has its normalization layers. They draw no random numbers.</param>
    /// <param name="seed">Networks of the same seed start with the same weights.</param>
    /// <param name="threads">The largest number of threads; no result depends on it.</param>
    public LeNet(bool normalize, int seed, int threads)
    {
        var random = new Random(seed);

        ILayer[] Normalize(INormalizationLayer<float> layer, int positions)
        {
            layer.MaxDegreeOfParallelism = threads;
            return normalize ? [new Normalization(layer, positions)] : [];
        }

        _layers = new Sequential(
        [
            new Convolution(inputs: 1, outputs: 6, height: 28, width: 28, kernel: 5, padding: 2, threads, random), // (N, 6, 28, 28)
            .. Normalize(_norm1, 28 * 28),
            new Sigmoid(6 * 28 * 28, threads),
            new AveragePooling(channels: 6, height: 28, width: 28, threads),                                       // (N, 6, 14, 14)
            new Convolution(inputs: 6, outputs: 16, height: 14, width: 14, kernel: 5, padding: 0, threads, random), // (N, 16, 10, 10)
            .. Normalize(_norm2, 10 * 10),
            new Sigmoid(16 * 10 * 10, threads),
            new AveragePooling(channels: 16, height: 10, width: 10, threads),                                      // (N, 16, 5, 5)
            new Dense(16 * 5 * 5, 120, threads, random),
            .. Normalize(_norm3, 1),
            new Sigmoid(120, threads),
            new Dense(120, 84, threads, random),
            .. Normalize(_norm4, 1),
            new Sigmoid(84, threads),
            new Dense(84, Classes, threads, random),
        ]);
    }

    /// <summary>The normalization after the first convolution.</summary>
    public INormalizationLayer<float> FirstNormalization => _norm1;

    /// <summary>Logits (N, 10) of images (N, 784), normalized by the moving statistics; valid until the next call.</summary>
    public ReadOnlySpan<float> Predict(float[] images, int batchSize) => _layers.Forward(images, batchSize, training: false);

    /// <summary>Takes one step of gradient descent; returns the mean loss and the number of images that were classified rightly before it.</summary>
    public (double Loss, int Correct) Train(float[] images, ReadOnlySpan<byte> labels, Sgd rule)
    {
        ReadOnlySpan<float> logits = _layers.Forward(images, labels.Length, training: true);
        double loss = SoftmaxCrossEntropy.Gradient(logits, labels, Classes, _layers.OutputGradient(labels.Length));
        int correct = Classification.CountCorrect(logits, labels, Classes);
        _layers.Backward(images, labels.Length);
        _layers.Update(rule);
        return (loss, correct);
    }
}
