namespace FashionMnist.Model;

/// <summary>Learned numbers with the gradient of the loss with respect to each.</summary>
internal sealed class Weights(int length)
{
    public float[] Value { get; } = new float[length];

    public float[] Gradient { get; } = new float[length];

    /// <summary>Draws the values uniformly with the variance 2 / (fanIn + fanOut) (Glorot and Bengio, 2010).</summary>
    public void DrawXavierUniform(Random random, int fanIn, int fanOut)
    {
        double bound = Math.Sqrt(6.0 / (fanIn + fanOut));
        foreach (ref float value in Value.AsSpan())
        {
            value = (float)((2 * random.NextDouble() - 1) * bound);
        }
    }
}
