using BatchNormGen;
using FashionMnist.Training;

namespace FashionMnist.Model;

/// <summary>Layers one after the other, with the arrays between them, which grow to the largest batch seen.</summary>
internal sealed class Sequential(ILayer[] layers)
{
    // The output of layer i, and the gradient of the loss with respect to it.
    private readonly float[][] _outputs = [.. layers.Select(_ => Array.Empty<float>())];
    private readonly float[][] _gradients = [.. layers.Select(_ => Array.Empty<float>())];

    public int InputLength => layers[0].InputLength;

    public int OutputLength => layers[^1].OutputLength;

    /// <summary>(N, InputLength) → (N, OutputLength); valid until the next call.</summary>
    public ReadOnlySpan<float> Forward(float[] x, int batchSize, bool training) => Apply(layers.Length, x, batchSize, training);

    /// <summary>What a layer other than the first is given in prediction: (N, its InputLength); valid until the next call.</summary>
    public ReadOnlySpan<float> PredictInputOf(ILayer layer, float[] x, int batchSize) =>
        Apply(Array.IndexOf(layers, layer), x, batchSize, training: false);

    /// <summary>The place for the gradient (N, OutputLength) that <see cref="Backward"/> starts from.</summary>
    public Span<float> OutputGradient(int batchSize)
    {
        Reserve(ref _gradients[^1], batchSize * OutputLength);
        return _gradients[^1].AsSpan(0, batchSize * OutputLength);
    }

    /// <summary>The gradients of all weights, after a <see cref="Forward"/> in training on the same <paramref name="x"/>.</summary>
    public void Backward(float[] x, int batchSize)
    {
        for (int i = layers.Length - 1; i > 0; i--)
        {
            Reserve(ref _gradients[i - 1], batchSize * layers[i].InputLength);
            layers[i].Backward(_outputs[i - 1], _outputs[i], _gradients[i], _gradients[i - 1], batchSize);
        }

        layers[0].Backward(x, _outputs[0], _gradients[0], null, batchSize);
    }

    public void Update(Sgd rule)
    {
        foreach (ILearnedLayer layer in layers.OfType<ILearnedLayer>())
        {
            layer.Update(rule);
        }
    }

    public void SaveState(StateDictionary state)
    {
        foreach (ILearnedLayer layer in layers.OfType<ILearnedLayer>())
        {
            layer.SaveState(state);
        }
    }

    public void LoadState(StateDictionary state)
    {
        foreach (ILearnedLayer layer in layers.OfType<ILearnedLayer>())
        {
            layer.LoadState(state);
        }
    }

    /// <summary>The output of the first <paramref name="count"/> layers.</summary>
    private ReadOnlySpan<float> Apply(int count, float[] x, int batchSize, bool training)
    {
        for (int i = 0; i < count; i++)
        {
            Reserve(ref _outputs[i], batchSize * layers[i].OutputLength);
            layers[i].Forward(i == 0 ? x : _outputs[i - 1], _outputs[i], batchSize, training);
        }

        return _outputs[count - 1].AsSpan(0, batchSize * layers[count - 1].OutputLength);
    }

    private static void Reserve(ref float[] array, int length)
    {
        if (array.Length < length)
        {
            array = new float[length];
        }
    }
}
