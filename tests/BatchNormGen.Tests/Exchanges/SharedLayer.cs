using System.Numerics;
using System.Reflection;
using BatchNormGen.Tests.Reference;

namespace BatchNormGen.Tests.Exchanges;

/// <summary>An instance of one of this folder's layer types, with a residual or without, with parameters that depend on the type alone.</summary>
internal sealed class SharedLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly object _layer;

    public SharedLayer(string type, ICollective? collective)
    {
        Type found = typeof(SharedLayer<>).Assembly.GetType($"{typeof(SharedLayer<>).Namespace}.{type}", throwOnError: true)!;
        _layer = Activator.CreateInstance(found)!;
        Attribute = found.GetCustomAttribute<BatchNormAttribute>()!;
        Samples.Parameters(3, Parameters);
        ((ICollectiveLayer)_layer).Collective = collective;
    }

    public BatchNormAttribute Attribute { get; }

    public int Threads
    {
        init => ((INormalization<T>)_layer).MaxDegreeOfParallelism = value;
    }

    public IReadOnlyList<Parameter<T>> Parameters => ((INormalization<T>)_layer).Parameters;

    public IMovingStatistics<T, T>? Moving => _layer as IMovingStatistics<T, T>;

    public IBatchStatistics<T> Statistics => (IBatchStatistics<T>)_layer;

    /// <summary>The shape of a batch with some 11 positions, where they are free.</summary>
    public TensorShape Shape(int batchSize) => new(
        batchSize, Attribute.NumFeatures, Attribute.NumDims == 2 ? [] : Attribute.Spatial.Length > 0 ? Attribute.Spatial : [11, 1], Attribute.Layout);

    public void ForwardTraining(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, int batchSize)
    {
        if (_layer is IResidualLayer<T, T> layer)
        {
            layer.ForwardTraining(x, residual, y, batchSize);
        }
        else
        {
            ((INormalizationLayer<T>)_layer).ForwardTraining(x, y, batchSize);
        }
    }

    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual, int batchSize)
    {
        if (_layer is IResidualLayer<T, T> layer)
        {
            layer.Backward(x, residual, dy, dx, dresidual, batchSize);
        }
        else
        {
            ((INormalizationLayer<T>)_layer).Backward(x, dy, dx, batchSize);
        }
    }

    /// <summary>All statistics and their number: what is the same on all members.</summary>
    public T[] AllStatistics() =>
    [
        .. Statistics.BatchMean,
        .. Statistics.BatchInverseDeviation,
        .. Moving is { } moving ? (T[])[.. moving.MovingMean, .. moving.MovingVariance, T.CreateTruncating(moving.BatchesTracked)] : [],
    ];
}
