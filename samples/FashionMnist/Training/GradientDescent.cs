using BatchNormGen;
using BatchNormGen.Models;
using FashionMnist.Dataset;

namespace FashionMnist.Training;

/// <summary>Takes steps of gradient descent, without momentum and weight decay.</summary>
/// <param name="network">The network.</param>
/// <param name="learningRate">The size of a step.</param>
/// <param name="mostImages">The largest batch.</param>
/// <param name="workers">The processes that share a batch, each of which has a share of the gradients; null for this one alone.</param>
internal sealed class GradientDescent(IModel<float> network, float learningRate, int mostImages, ICollective? workers = null)
{
    private readonly Sgd _rule = new(network.Parameters, learningRate);
    private readonly float[] _logits = new float[mostImages * FashionMnistData.Classes];
    private readonly float[] _gradient = new float[mostImages * FashionMnistData.Classes];

    /// <summary>Takes a step; returns the mean loss and the number of images that were classified rightly before it.</summary>
    public (double Loss, int Correct) Step(ReadOnlySpan<float> images, ReadOnlySpan<int> labels) => Step(images, labels, labels.Length);

    /// <summary>The same with a part of a batch, perhaps an empty one; returns the share of this part.</summary>
    /// <exception cref="ArithmeticException">The training diverged: on all processes, since the gradients of all are the same.</exception>
    public (double Loss, int Correct) Step(ReadOnlySpan<float> images, ReadOnlySpan<int> labels, int batchSize)
    {
        Span<float> logits = _logits.AsSpan(0, labels.Length * FashionMnistData.Classes), gradient = _gradient.AsSpan(0, logits.Length);
        network.ForwardTraining(images, logits, labels.Length);
        double loss = labels.IsEmpty ? 0 : SoftmaxCrossEntropy.Gradient(logits, labels, gradient, batchSize);
        network.Backward(images, gradient, dx: [], labels.Length);
        foreach (Parameter<float> parameter in network.Parameters)
        {
            workers?.Sum(parameter.Gradient);
        }

        _rule.Step();
        network.ZeroGradients();
        return (loss, Classification.CountCorrect(logits, labels));
    }
}
