using System.Numerics.Tensors;

namespace FashionMnist.Training;

/// <summary>Stochastic gradient descent, with neither momentum nor weight decay.</summary>
internal sealed class Sgd(float learningRate)
{
    /// <summary>Moves the values against their gradient, and sets the gradient to zero for the next batch.</summary>
    public void Step(Span<float> value, Span<float> gradient)
    {
        TensorPrimitives.MultiplyAdd(gradient, -learningRate, value, value);
        gradient.Clear();
    }
}
