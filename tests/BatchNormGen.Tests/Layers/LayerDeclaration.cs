using System.Reflection;
using BatchNormGen.Tests.Reference;

namespace BatchNormGen.Tests.Layers;

/// <summary>What a layer type's attribute says, as the tests understand it: read from metadata, not from the generated code.</summary>
internal sealed record LayerDeclaration
{
    public required string Name { get; init; }
    public required int NumFeatures { get; init; }
    public required int NumDims { get; init; }
    public required int[] Spatial { get; init; }
    public required TensorLayout Layout { get; init; }
    public required double Epsilon { get; init; }

    /// <summary>The weight of the new batch; null: 1/k for the k-th.</summary>
    public required double? Momentum { get; init; }

    public required VarianceEstimator MovingVariance { get; init; }
    public required bool Scale { get; init; }
    public required bool Shift { get; init; }
    public required bool TrackMovingStatistics { get; init; }
    public required Type ElementType { get; init; }

    /// <summary>Whether a length alone tells the batch size.</summary>
    public bool LengthTellsBatchSize => NumDims == 2 || Spatial.Length > 0 || Layout == TensorLayout.ChannelsLast;

    public static LayerDeclaration Of(Type layer)
    {
        BatchNormAttribute attribute = layer.GetCustomAttribute<BatchNormAttribute>()!;
        return new LayerDeclaration
        {
            Name = layer.Name,
            NumFeatures = attribute.NumFeatures,
            NumDims = attribute.NumDims,
            Spatial = attribute.Spatial,
            Layout = attribute.Layout,
            Epsilon = attribute.Epsilon,
            Momentum = attribute.CumulativeAverage ? null : attribute.Momentum,
            MovingVariance = attribute.MovingVariance,
            Scale = attribute.Scale,
            Shift = attribute.Shift,
            TrackMovingStatistics = attribute.TrackMovingStatistics,
            ElementType = attribute.ElementType,
        };
    }

    /// <summary>The shape of a batch; fixed positions win over the ones given.</summary>
    public TensorShape Shape(int batchSize, params int[] positions) =>
        new(batchSize, NumFeatures, Spatial.Length > 0 ? Spatial : positions, Layout);

    /// <summary>A shape whose channels have about <paramref name="positions"/> positions, of extents that fill no vector.</summary>
    public TensorShape ShapeOf(int batchSize, int positions) => (NumDims, Spatial.Length) switch
    {
        (2, _) => Shape(batchSize),
        (_, > 0) => Shape(batchSize),
        (3, _) => Shape(batchSize, positions),
        (4, _) => Shape(batchSize, (positions + 2) / 3, 3),
        _ => Shape(batchSize, 1, (positions + 2) / 3, 3),
    };
}
