using BatchNormGen.Generator.Collections;

namespace BatchNormGen.Generator.Model;

/// <summary>The shape of the tensors that a layer of channels works on.</summary>
internal sealed record ShapeSpec
{
    /// <summary>The number of channels.</summary>
    public required int NumFeatures { get; init; }

    /// <summary>The rank of the tensors: 2 to 5.</summary>
    public required int NumDims { get; init; }

    public required TensorLayout Layout { get; init; }

    /// <summary>The fixed extents of the positions: <c>[L]</c>, <c>[H, W]</c> or <c>[D, H, W]</c>. Empty: free, or none (rank 2).</summary>
    public required EquatableArray<int> Spatial { get; init; }

    /// <summary>
    /// Whether a span's length tells the batch size, or all that is needed of it: rank 2, fixed positions, or channels last, whose statistics
    /// need only rows.
    /// </summary>
    public bool BatchSizeFollowsFromLength => NumDims == 2 || Spatial.Count > 0 || Layout == TensorLayout.ChannelsLast;
}
