using System.ComponentModel;
using System.Runtime.CompilerServices;
using BatchNormGen.Execution;
using BatchNormGen.Walks;

namespace BatchNormGen.CompilerServices;

/// <summary>The declared shape of a layer of tensors with an axis of channels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ChannelShape : LayerShape
{
    private readonly int[] _spatial;

    /// <summary>Describes a layer. The values are not checked: the generator has done so.</summary>
    /// <param name="layer">The layer's name, for messages.</param>
    /// <param name="numFeatures">The number of channels.</param>
    /// <param name="numDims">The rank of the tensors.</param>
    /// <param name="layout">Where the channels lie.</param>
    /// <param name="spatial">The fixed extents of the positions; empty if they are free or (rank 2) there are none.</param>
    public ChannelShape(string layer, int numFeatures, int numDims, TensorLayout layout, params int[] spatial)
        : base(layer, numFeatures)
    {
        NumDims = numDims;
        Layout = layout;
        _spatial = spatial;
        HasFreePositions = numDims > 2 && spatial.Length == 0;
        FixedPositions = 1;
        foreach (int extent in spatial)
        {
            FixedPositions *= extent;
        }
    }

    internal int NumDims { get; }

    internal TensorLayout Layout { get; }

    internal bool HasFreePositions { get; }

    /// <summary>The number of positions of a sample, where it is fixed.</summary>
    internal int FixedPositions { get; }

    /// <summary>The axis of the channels.</summary>
    internal int ChannelAxis => Layout == TensorLayout.ChannelsFirst ? 1 : NumDims - 1;

    internal override int[] ParameterShape => [NumFeatures];

    internal override string Feature => "channel";

    /// <summary>The extents of a batch of that many values and samples.</summary>
    /// <exception cref="ArgumentException">The length does not fit, or the batch is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BatchExtents Extents<T>(ReadOnlySpan<T> x, int batchSize)
    {
        int length = x.Length;
        if (batchSize != 0 && IsNull(x))
        {
            ShapeErrors.NullInput(this);
        }

        if (batchSize < 0)
        {
            ShapeErrors.NegativeBatchSize(this, batchSize);
        }

        long values = (long)batchSize * NumFeatures * FixedPositions;
        if (HasFreePositions ? !IsMultiple(length, values) : length != values)
        {
            ShapeErrors.Length(this, length, batchSize);
        }

        long positions = !HasFreePositions ? FixedPositions : values == 0 ? 0 : length / values;
        return new BatchExtents(batchSize, batchSize, (nint)positions);
    }

    /// <summary>The extents of a batch of that many values, where they follow from it.</summary>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BatchExtents Extents<T>(ReadOnlySpan<T> x)
    {
        int length = x.Length;
        if (IsNull(x))
        {
            ShapeErrors.NullInput(this);
        }

        // With channels last, rows are all that the statistics need: free positions may be counted as samples.
        (uint samples, uint rest) = Math.DivRem((uint)length, (uint)(NumFeatures * FixedPositions));
        if (rest != 0)
        {
            ShapeErrors.Length(this, length, (long)NumFeatures * FixedPositions);
        }

        return new BatchExtents(HasFreePositions ? NoBatchSize : (int)samples, (nint)samples, FixedPositions);
    }

    /// <summary>The declared shape, for messages: <c>(N, 64, H, W)</c>.</summary>
    public override string ToString() => ShapeText.Of(NumFeatures, NumDims, Layout, _spatial);

    internal override void CheckTensor(string parameter, ReadOnlySpan<nint> lengths)
    {
        if (lengths.Length != NumDims)
        {
            ShapeErrors.TensorRank(this, parameter, NumDims, lengths);
        }

        for (int axis = 0; axis < lengths.Length; axis++)
        {
            int extent = FixedExtent(axis);
            if (extent != 0 && lengths[axis] != extent)
            {
                ShapeErrors.TensorShape(this, parameter, lengths);
            }
        }
    }

    /// <summary>The fixed extent of an axis; 0 where it is free.</summary>
    private int FixedExtent(int axis)
    {
        if (axis == ChannelAxis)
        {
            return NumFeatures;
        }

        int position = axis - (Layout == TensorLayout.ChannelsFirst ? 2 : 1);
        return axis == 0 || _spatial.Length == 0 ? 0 : _spatial[position];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsMultiple(int length, long unit) => unit == 0 ? length == 0 : length % unit == 0;
}
