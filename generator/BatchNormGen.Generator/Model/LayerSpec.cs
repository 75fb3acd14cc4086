using BatchNormGen.Generator.Collections;

namespace BatchNormGen.Generator.Model;

/// <summary>One layer, as declared: everything that planning and emission need, and nothing of Roslyn.</summary>
/// <remarks>
/// Cached between the runs of the generator: must stay immutable and equal by value (no arrays, symbols, syntax or locations),
/// or every keystroke regenerates every layer.
/// </remarks>
internal sealed record LayerSpec
{
    /// <summary>The class that carries the attribute.</summary>
    public required LayerType Type { get; init; }

    /// <summary>The framework that what is not given was taken from, and whose names the layer's numbers have in files.</summary>
    public required Framework Preset { get; init; }

    /// <summary>The number of channels.</summary>
    public required int NumFeatures { get; init; }

    /// <summary>The rank of the tensors: 2 to 5.</summary>
    public required int NumDims { get; init; }

    /// <summary>The fixed extents of the positions: <c>[L]</c>, <c>[H, W]</c> or <c>[D, H, W]</c>. Empty: free, or none (rank 2).</summary>
    public required EquatableArray<int> Spatial { get; init; }

    public required TensorLayout Layout { get; init; }

    public required double Epsilon { get; init; }

    public required MovingAverage MovingAverage { get; init; }

    public required VarianceEstimator MovingVariance { get; init; }

    /// <summary>Whether the layer learns gamma.</summary>
    public required bool Scale { get; init; }

    /// <summary>Whether the layer learns beta.</summary>
    public required bool Shift { get; init; }

    public required ElementType ElementType { get; init; }

    /// <summary>What files call the layer's numbers.</summary>
    public StateNames StateNames => StateNames.Of(Preset);

    /// <summary>Whether the layer keeps moving statistics.</summary>
    public bool TracksMovingStatistics => MovingAverage.Mode != AveragingMode.None;

    /// <summary>
    /// Whether a span's length tells the batch size, or all that is needed of it: rank 2, fixed positions, or channels last, whose statistics
    /// need only rows.
    /// </summary>
    public bool BatchSizeFollowsFromLength => NumDims == 2 || Spatial.Count > 0 || Layout == TensorLayout.ChannelsLast;
}

/// <summary>The type of a layer's numbers.</summary>
internal enum ElementType
{
    Float,
    Double,
}

/// <summary>How the moving statistics follow the batches.</summary>
internal enum AveragingMode
{
    /// <summary>Not at all (<c>TrackMovingStatistics = false</c>).</summary>
    None,

    /// <summary>By fixed weights: <c>moving = Kept * moving + Weight * batch</c>.</summary>
    Exponential,

    /// <summary>The k-th batch enters with the weight 1/k.</summary>
    Cumulative,
}

/// <summary>How the moving statistics follow the batches, with the weights of the exponential mode.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Kept">The weight of the old value: Decay as given, or 1 − Momentum. 0 in the other modes.</param>
/// <param name="Weight">The weight of the new batch: Momentum as given, or 1 − Decay. 0 in the other modes.</param>
internal readonly record struct MovingAverage(AveragingMode Mode, double Kept, double Weight);
