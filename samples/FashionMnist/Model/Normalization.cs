using BatchNormGen;
using FashionMnist.Training;

namespace FashionMnist.Model;

/// <summary>A generated normalization layer as a layer of the network: (N, features, positions) → the same shape.</summary>
internal sealed class Normalization(string name, INormalizationLayer<float> layer, int positions) : ILearnedLayer
{
    public INormalizationLayer<float> Layer => layer;

    public int InputLength => layer.NumFeatures * positions;

    public int OutputLength => InputLength;

    public void Forward(float[] x, float[] y, int batchSize, bool training)
    {
        int length = batchSize * InputLength;
        if (training)
        {
            layer.ForwardTraining(x.AsSpan(0, length), y.AsSpan(0, length), batchSize);
        }
        else
        {
            layer.ForwardInference(x.AsSpan(0, length), y.AsSpan(0, length), batchSize);
        }
    }

    public void Backward(float[] x, float[] y, float[] dy, float[]? dx, int batchSize)
    {
        int length = batchSize * InputLength;
        layer.Backward(x.AsSpan(0, length), dy.AsSpan(0, length), dx.AsSpan(0, length), batchSize);
    }

    public void Update(Sgd rule)
    {
        foreach (Parameter<float> parameter in layer.Parameters)
        {
            rule.Step(parameter.Value, parameter.Gradient);
        }
    }

    public void SaveState(StateDictionary state) => layer.SaveState(state, $"{name}.", Framework.PyTorch);

    public void LoadState(StateDictionary state) => layer.LoadState(state, $"{name}.", names: Framework.PyTorch);
}
