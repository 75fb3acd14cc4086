using BatchNormGen;
using FashionMnist.Training;

namespace FashionMnist.Model;

/// <summary>A generated normalization layer, with its activation, as a layer of the network: (N, features, positions) → the same shape.</summary>
internal sealed class Normalization : ILearnedLayer
{
    private readonly string _name;
    private readonly int _positions;

    private Normalization(string name, INormalizationLayer<float> layer, IMovingStatistics<float, float> moving, IFoldable<float> folding, ICollectiveLayer sharing, int positions)
    {
        _name = name;
        _positions = positions;
        Layer = layer;
        MovingStatistics = moving;
        Folding = folding;
        Sharing = sharing;
    }

    public INormalizationLayer<float> Layer { get; }

    /// <summary>The same layer, which tracks moving statistics.</summary>
    public IMovingStatistics<float, float> MovingStatistics { get; }

    /// <summary>The same layer, which can be folded into the one before it.</summary>
    public IFoldable<float> Folding { get; }

    /// <summary>The same layer, whose batches may be spread over processes.</summary>
    public ICollectiveLayer Sharing { get; }

    public int InputLength => Layer.NumFeatures * _positions;

    public int OutputLength => InputLength;

    /// <summary>A layer of the network, of a generated one that does all that the network asks for.</summary>
    public static Normalization Of<TLayer>(string name, TLayer layer, int positions)
        where TLayer : INormalizationLayer<float>, IMovingStatistics<float, float>, IFoldable<float>, ICollectiveLayer => new(name, layer, layer, layer, layer, positions);

    public void Forward(float[] x, float[] y, int batchSize, bool training)
    {
        int length = batchSize * InputLength;
        if (training)
        {
            Layer.ForwardTraining(x.AsSpan(0, length), y.AsSpan(0, length), batchSize);
        }
        else
        {
            Layer.ForwardInference(x.AsSpan(0, length), y.AsSpan(0, length), batchSize);
        }
    }

    public void Backward(float[] x, float[] y, float[] dy, float[]? dx, int batchSize)
    {
        int length = batchSize * InputLength;
        Layer.Backward(x.AsSpan(0, length), dy.AsSpan(0, length), dx.AsSpan(0, length), batchSize);
    }

    public void Update(Sgd rule)
    {
        foreach (Parameter<float> parameter in Layer.Parameters)
        {
            rule.Step(parameter.Value, parameter.Gradient);
        }
    }

    public void SaveState(StateDictionary state) => Layer.SaveState(state, $"{_name}.", Framework.PyTorch);

    public void LoadState(StateDictionary state) => Layer.LoadState(state, $"{_name}.", names: Framework.PyTorch);
}
