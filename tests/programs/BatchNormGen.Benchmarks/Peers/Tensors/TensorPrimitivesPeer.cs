using System.Numerics.Tensors;
using System.Reflection;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Peers.Tensors;

/// <summary>Normalization as a user would write it with <see cref="TensorPrimitives"/>: a few calls a plane, or a row. One thread.</summary>
internal sealed class TensorPrimitivesPeer : IPeer
{
    public string Name => "TensorPrimitives";

    public string Version { get; } =
        typeof(TensorPrimitives).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public string? Absence => null;

    public IPreparedLayer? Prepare(BatchData data, int threads) =>
        threads > 1 || !TensorActivation.Exists(data.Normalization.Activation) ? null
        : data.Normalization.OfRows ? new NormalizedRowLayer(data)
        : data.Normalization.Kind == NormalizationKind.BatchNorm ? data.Shape.HasPlanes ? new PlaneLayer(data) : new RowLayer(data)
        : data.Shape.HasPlanes ? new PlaneGroupLayer(data)
        : null;
}
