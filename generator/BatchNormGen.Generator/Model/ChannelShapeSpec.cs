using BatchNormGen.Generator.Collections;

namespace BatchNormGen.Generator.Model;

/// <summary>The shape of tensors with an axis of channels.</summary>
internal sealed record ChannelShapeSpec : ShapeSpec
{
    /// <summary>The number of channels.</summary>
    public required int Channels { get; init; }

    /// <summary>The rank of the tensors: 2 to 5.</summary>
    public required int NumDims { get; init; }

    public required TensorLayout Layout { get; init; }

    /// <summary>The fixed extents of the positions: <c>[L]</c>, <c>[H, W]</c> or <c>[D, H, W]</c>. Empty: free, or none (rank 2).</summary>
    public required EquatableArray<int> Spatial { get; init; }

    public override int NumFeatures => Channels;

    /// <summary>Whether the number of positions of a sample is known: it is fixed, or there is one, in rank 2.</summary>
    public bool HasKnownPositions => NumDims == 2 || Spatial.Count > 0;

    /// <summary>The number of positions of a sample where it is known, otherwise 0. The parser has made sure that it is a number.</summary>
    public int Positions
    {
        get
        {
            int positions = HasKnownPositions ? 1 : 0;
            foreach (int extent in Spatial)
            {
                positions *= extent;
            }

            return positions;
        }
    }
}
