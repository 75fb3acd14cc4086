using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Peers.Family;

/// <summary>
/// A generated layer of any kind, called through the interfaces it implements. <see cref="GeneratedPeer"/> binds the members of batch normalization instead,
/// so that it can call layers of other commits.
/// </summary>
internal sealed class FamilyPeer(string name, Type layer) : IPeer
{
    /// <summary>The layer that leaves out the activation.</summary>
    public const string WithoutActivation = "without activation";

    public string Name => name;

    public string Version => GeneratedPeer.RuntimeVersion;

    public string? Absence => null;

    /// <summary>The layer of a shape that leaves out the activation, where there is one.</summary>
    public static IEnumerable<IPeer> WithoutActivationOf(BenchmarkShape shape) =>
        shape.WithoutActivation is { } layer ? [new FamilyPeer(WithoutActivation, layer)] : [];

    public IPreparedLayer Prepare(BatchData data, int threads)
    {
        object instance = Activator.CreateInstance(layer)!;
        SetParameters((INormalization<float>)instance, data, threads);
        return instance switch
        {
            IResidualLayer<float, float> residual => new PreparedResidualLayer(residual, data),
            INormalizationLayer<float> single => new PreparedSingleLayer(single, data),
            _ => throw new ArgumentException($"{layer.Name} is not a float layer."),
        };
    }

    /// <summary>Training moves them, so each prediction begins with those of the batch.</summary>
    public static void SetMovingStatistics(object layer, BatchData data)
    {
        if (layer is IMovingStatistics<float, float> statistics)
        {
            data.MovingMean.CopyTo(statistics.MovingMean);
            data.MovingVariance.CopyTo(statistics.MovingVariance);
        }
    }

    private static void SetParameters(INormalization<float> layer, BatchData data, int threads)
    {
        layer.MaxDegreeOfParallelism = threads;
        foreach (Parameter<float> parameter in layer.Parameters)
        {
            (parameter.Kind == ParameterKind.Scale ? data.Gamma : data.Beta).CopyTo(parameter.Value);
        }
    }
}
