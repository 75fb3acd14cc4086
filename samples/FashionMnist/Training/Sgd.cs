using System.Numerics.Tensors;
using BatchNormGen;

namespace FashionMnist.Training;

/// <summary>Stochastic gradient descent, with neither momentum nor weight decay.</summary>
/// <param name="learningRate">The size of a step.</param>
/// <param name="workers">The processes that share a batch, each of which has a share of the gradients; null for this one alone.</param>
internal sealed class Sgd(float learningRate, ICollective? workers = null)
{
    /// <summary>Moves the values against their gradient, and sets the gradient to zero for the next batch.</summary>
    public void Step(Span<float> value, Span<float> gradient)
    {
        workers?.Sum(gradient);
        TensorPrimitives.MultiplyAdd(gradient, -learningRate, value, value);
        gradient.Clear();
    }
}
