using BatchNormGen;
using FashionMnist.Training;

namespace FashionMnist.Model;

/// <summary>
/// The LeNet of "Dive into Deep Learning", for images (N, 1, 28, 28), with or without batch normalization: the same network but for
/// the four normalization layers, which BatchNormGen generates from the declarations below, the sigmoid behind each of them included.
/// </summary>
internal sealed partial class LeNet
{
    public const int Classes = 10;

    [BatchNorm(6, 4, Spatial = [28, 28], Activation = Activation.Sigmoid)]
    private sealed partial class Norm1;

    [BatchNorm(16, 4, Spatial = [10, 10], Activation = Activation.Sigmoid)]
    private sealed partial class Norm2;

    [BatchNorm(120, 2, Activation = Activation.Sigmoid)]
    private sealed partial class Norm3;

    [BatchNorm(84, 2, Activation = Activation.Sigmoid)]
    private sealed partial class Norm4;

    private readonly int _threads;
    private readonly Convolution _conv1, _conv2;
    private readonly Dense _dense1, _dense2;
    private readonly Normalization[] _normalizations;
    private readonly Sequential _layers;

    /// <param name="normalize">Whether the network has its normalization layers. They draw no random numbers.</param>
    /// <param name="seed">Networks of the same seed start with the same weights.</param>
    /// <param name="threads">The largest number of threads; no result depends on it.</param>
    public LeNet(bool normalize, int seed, int threads)
    {
        var random = new Random(seed);
        _threads = threads;
        _conv1 = new Convolution("conv1", inputs: 1, outputs: 6, height: 28, width: 28, kernel: 5, padding: 2, threads, random);
        _conv2 = new Convolution("conv2", inputs: 6, outputs: 16, height: 14, width: 14, kernel: 5, padding: 0, threads, random);
        _dense1 = new Dense("fc1", 16 * 5 * 5, 120, threads, random);
        _dense2 = new Dense("fc2", 120, 84, threads, random);
        _normalizations = !normalize ? [] :
        [
            Normalization.Of("bn1", new Norm1 { MaxDegreeOfParallelism = threads }, 28 * 28),
            Normalization.Of("bn2", new Norm2 { MaxDegreeOfParallelism = threads }, 10 * 10),
            Normalization.Of("bn3", new Norm3 { MaxDegreeOfParallelism = threads }, 1),
            Normalization.Of("bn4", new Norm4 { MaxDegreeOfParallelism = threads }, 1),
        ];

        // A normalization applies its sigmoid itself.
        ILayer Activate(int number, int length) => normalize ? _normalizations[number - 1] : new Sigmoid(length, threads);

        _layers = new Sequential(
        [
            _conv1,                                                              // (N, 6, 28, 28)
            Activate(1, 6 * 28 * 28),
            new AveragePooling(channels: 6, height: 28, width: 28, threads),     // (N, 6, 14, 14)
            _conv2,                                                              // (N, 16, 10, 10)
            Activate(2, 16 * 10 * 10),
            new AveragePooling(channels: 16, height: 10, width: 10, threads),    // (N, 16, 5, 5)
            _dense1,                                                             // (N, 120)
            Activate(3, 120),
            _dense2,                                                             // (N, 84)
            Activate(4, 84),
            new Dense("fc3", 84, Classes, threads, random),
        ]);
    }

    /// <summary>The processes that share each batch; null for this one alone.</summary>
    public ICollective? Workers
    {
        set
        {
            foreach (Normalization normalization in _normalizations)
            {
                normalization.Sharing.Collective = value;
            }
        }
    }

    /// <summary>The normalization layers, from the first to the last.</summary>
    public IReadOnlyList<Normalization> Normalizations => _normalizations;

    /// <summary>Logits (N, 10) of images (N, 784), normalized by the moving statistics; valid until the next call.</summary>
    public ReadOnlySpan<float> Predict(float[] images, int batchSize) => _layers.Forward(images, batchSize, training: false);

    /// <summary>What one of the normalizations is given when images (N, 784) are predicted; valid until the next call.</summary>
    public ReadOnlySpan<float> PredictInputOf(Normalization normalization, float[] images, int batchSize) =>
        _layers.PredictInputOf(normalization, images, batchSize);

    /// <summary>Takes one step of gradient descent; returns the mean loss and the number of images that were classified rightly before it.</summary>
    public (double Loss, int Correct) Train(float[] images, ReadOnlySpan<byte> labels, Sgd rule) => Train(images, labels, rule, labels.Length);

    /// <summary>The same with a part of the batch, perhaps an empty one; returns the share of this part.</summary>
    public (double Loss, int Correct) Train(float[] images, ReadOnlySpan<byte> labels, Sgd rule, int batchSize)
    {
        ReadOnlySpan<float> logits = _layers.Forward(images, labels.Length, training: true);
        double loss = SoftmaxCrossEntropy.Gradient(logits, labels, Classes, _layers.OutputGradient(labels.Length), batchSize);
        int correct = Classification.CountCorrect(logits, labels, Classes);
        _layers.Backward(images, labels.Length);
        _layers.Update(rule);
        return (loss, correct);
    }

    /// <summary>Sets all that was learned: the weights of five layers, the parameters and moving statistics of the normalizations.</summary>
    public void SaveState(StateDictionary state) => _layers.SaveState(state);

    /// <summary>Takes what <see cref="SaveState"/> sets.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or does not fit; the layers before its own have been loaded.</exception>
    public void LoadState(StateDictionary state) => _layers.LoadState(state);

    /// <summary>A network that predicts the same and shares nothing with this one.</summary>
    public LeNet Copy() => CopyTo(new LeNet(_normalizations.Length > 0, seed: 0, _threads));

    /// <summary>
    /// A network without normalization layers that predicts the same: each is folded into the convolution or dense layer before it, and its sigmoid is a
    /// layer of its own again.
    /// </summary>
    public LeNet Fold(out IReadOnlyList<FoldingReport> reports)
    {
        LeNet folded = CopyTo(new LeNet(normalize: false, seed: 0, _threads));
        reports =
        [
            folded._conv1.Fold(_normalizations[0].Folding),
            folded._conv2.Fold(_normalizations[1].Folding),
            folded._dense1.Fold(_normalizations[2].Folding),
            folded._dense2.Fold(_normalizations[3].Folding),
        ];
        return folded;
    }

    private LeNet CopyTo(LeNet other)
    {
        var state = new StateDictionary();
        SaveState(state);
        other.LoadState(state);
        return other;
    }
}
