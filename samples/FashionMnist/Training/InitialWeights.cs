using BatchNormGen;
using BatchNormGen.Models;

namespace FashionMnist.Training;

/// <summary>The initial weights of the textbook, in the place of the preset's: with those of PyTorch a LeNet of sigmoids without normalization learns nothing in 20 epochs.</summary>
internal static class InitialWeights
{
    /// <summary>
    /// Draws weights uniformly with the variance 2 / (fanIn + fanOut) (Glorot and Bengio, 2010), and sets biases to 0. Networks whose weights have the same shapes get the same.
    /// </summary>
    public static void Draw(IModel<float> network, int seed)
    {
        var random = new Random(seed);
        foreach (Parameter<float> parameter in network.Parameters)
        {
            if (parameter.Kind == ParameterKind.Bias)
            {
                parameter.Value.Clear();
            }
            else if (parameter.Kind == ParameterKind.Weight)
            {
                // (outputs, inputs) of a dense layer, (outputs, inputs, height, width) of a convolution.
                int taps = parameter.Shape.Skip(2).Aggregate(1, static (product, extent) => product * extent);
                double bound = Math.Sqrt(6.0 / ((parameter.Shape[0] + parameter.Shape[1]) * taps));
                foreach (ref float value in parameter.Value)
                {
                    value = (float)((2 * random.NextDouble() - 1) * bound);
                }
            }
        }
    }
}
