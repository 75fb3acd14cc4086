using System.Numerics;
using System.Reflection;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;

namespace BatchNormGen.Tests.Family;

/// <summary>
/// A layer of any kind whose type is known only at run time, called by its interfaces: with a residual where it takes one, which is passed over otherwise.
/// </summary>
internal sealed class FamilyLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public FamilyLayer(Type type)
    {
        Layer = (INormalization<T>)Activator.CreateInstance(type)!;
        Declaration = type.GetCustomAttribute<NormalizationAttribute>()!;
    }

    public INormalization<T> Layer { get; }

    public NormalizationAttribute Declaration { get; }

    public string Name => Layer.GetType().Name;

    public bool HasResidual => Declaration.Residual;

    public bool HasActivation => Declaration.Activation != BatchNormGen.Activation.None;

    /// <summary>Whether training and prediction are one, and <c>Backward</c> needs no call before it.</summary>
    public bool IsStateless => Declaration is not BatchNormAttribute;

    public IMovingStatistics<T, T>? Moving => Layer as IMovingStatistics<T, T>;

    public Parameter<T>? Gamma => Layer.Parameters.SingleOrDefault(parameter => parameter.Kind == ParameterKind.Scale);

    public Parameter<T>? Beta => Layer.Parameters.SingleOrDefault(parameter => parameter.Kind == ParameterKind.Shift);

    private INormalizationLayer<T> Plain => (INormalizationLayer<T>)Layer;

    private IResidualLayer<T, T> Residual => (IResidualLayer<T, T>)Layer;

    /// <summary>The shape of a batch of some samples (rows are samples of no positions); fixed positions win over the ones given.</summary>
    public TensorShape Shape(int batchSize, params int[] positions) => Declaration is ChannelNormalizationAttribute channels
        ? new(batchSize, channels.NumFeatures, channels.Spatial.Length > 0 ? channels.Spatial : positions[..(channels.NumDims - 2)], channels.Layout)
        : new(batchSize, Layer.NumFeatures, [], TensorLayout.ChannelsFirst);

    /// <summary>A shape whose channels have some 15 positions, of extents that fill no vector.</summary>
    public TensorShape SmallShape(int batchSize) => Shape(batchSize, 5, 3, 1);

    /// <summary>Calls a direction by the interface. Without need, dy and dresidual may be empty; forward directions write to <paramref name="output"/> too.</summary>
    public void Call(
        Direction direction, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> output, Span<T> dresidual, int batchSize)
    {
        switch (direction, HasResidual)
        {
            case (Direction.ForwardTraining, true):
                Residual.ForwardTraining(x, residual, output, batchSize);
                break;
            case (Direction.ForwardTraining, false):
                Plain.ForwardTraining(x, output, batchSize);
                break;
            case (Direction.ForwardInference, true):
                Residual.ForwardInference(x, residual, output, batchSize);
                break;
            case (Direction.ForwardInference, false):
                Plain.ForwardInference(x, output, batchSize);
                break;
            case (Direction.Backward, true):
                Residual.Backward(x, residual, dy, output, dresidual, batchSize);
                break;
            case (Direction.Backward, false):
                Plain.Backward(x, dy, output, batchSize);
                break;
            case (Direction.BackwardInference, true):
                Residual.BackwardInference(x, residual, dy, output, dresidual, batchSize);
                break;
            default:
                Plain.BackwardInference(x, dy, output, batchSize);
                break;
        }
    }

    /// <summary>Trains on a batch, or just normalizes it, where there is no difference.</summary>
    public T[] Forward(FamilyBatch<T> batch) => Output(Direction.ForwardTraining, batch, out _);

    /// <summary>The output of a direction, and the gradient of the residual.</summary>
    public T[] Output(Direction direction, FamilyBatch<T> batch, out T[] dresidual)
    {
        var output = new T[batch.X.Length];
        dresidual = HasResidual ? new T[batch.X.Length] : [];
        Call(direction, batch.X, batch.Residual, batch.Dy, output, dresidual, batch.Shape.BatchSize);
        return output;
    }

    public void ZeroGradients()
    {
        foreach (Parameter<T> parameter in Layer.Parameters)
        {
            parameter.ZeroGradient();
        }
    }

    /// <summary>Parameters and their gradients, to compare.</summary>
    public T[][] State() => [.. Layer.Parameters.SelectMany(parameter => (T[][])[parameter.Value.ToArray(), parameter.Gradient.ToArray()])];
}

/// <summary>The inputs of all directions.</summary>
internal sealed record FamilyBatch<T>(TensorShape Shape, T[] X, T[] Residual, T[] Dy)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Normally distributed values.</summary>
    public static FamilyBatch<T> Normal(TensorShape shape, int seed = 1, double mean = 0.3, double deviation = 1.5) => new(
        shape, Values(shape.Length, seed, mean, deviation), Values(shape.Length, seed + 1000, 0.2, 1), Values(shape.Length, seed + 2000, 0.1, 1));

    /// <summary>Values of one distribution throughout: rows and groups of many channels have its mean and deviation.</summary>
    private static T[] Values(int length, int seed, double mean, double deviation)
    {
        var random = new Random(seed);
        var values = new T[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = T.CreateTruncating(mean + (deviation * Samples.StandardNormal(random)));
        }

        return values;
    }
}
