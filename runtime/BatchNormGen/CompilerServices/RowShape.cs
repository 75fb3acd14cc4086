using System.ComponentModel;
using System.Runtime.CompilerServices;
using BatchNormGen.Execution;

namespace BatchNormGen.CompilerServices;

/// <summary>The declared shape of a layer that normalizes rows: the last axes of its tensors, before which there may be any number of others.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RowShape : LayerShape
{
    private readonly int[] _normalizedShape;

    /// <summary>Describes a layer. The values are not checked: the generator has done so.</summary>
    /// <param name="layer">The layer's name, for messages.</param>
    /// <param name="normalizedShape">The extents of the last axes.</param>
    public RowShape(string layer, params int[] normalizedShape)
        : base(layer, Product(normalizedShape))
    {
        _normalizedShape = normalizedShape;
    }

    internal override int[] ParameterShape => _normalizedShape;

    internal override string Feature => "value of a row";

    /// <summary>The declared shape, for messages: <c>(..., 512)</c>.</summary>
    public override string ToString() => ShapeText.OfRows(_normalizedShape);

    /// <summary>The number of rows of a batch of that many values.</summary>
    /// <exception cref="ArgumentException">The length does not fit, or the batch is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal nint Rows<T>(ReadOnlySpan<T> x)
    {
        int length = x.Length;
        if (IsNull(x))
        {
            ShapeErrors.NullInput(this);
        }

        (uint rows, uint rest) = Math.DivRem((uint)length, (uint)NumFeatures);
        if (rest != 0)
        {
            ShapeErrors.Length(this, length, NumFeatures);
        }

        return (nint)rows;
    }

    /// <summary>The number of rows of a batch of that many values, which must be a whole number of samples.</summary>
    /// <exception cref="ArgumentException">The length does not fit, or the batch is null.</exception>
    internal nint Rows<T>(ReadOnlySpan<T> x, int batchSize)
    {
        if (batchSize < 0)
        {
            ShapeErrors.NegativeBatchSize(this, batchSize);
        }

        if (batchSize == 0)
        {
            if (!x.IsEmpty)
            {
                ShapeErrors.NotEmpty(this, x.Length);
            }

            return 0;
        }

        nint rows = Rows(x);
        if (rows % batchSize != 0)
        {
            ShapeErrors.RowsOfSamples(this, x.Length, batchSize);
        }

        return rows;
    }

    internal override void CheckTensor(string parameter, ReadOnlySpan<nint> lengths)
    {
        int leading = lengths.Length - _normalizedShape.Length;
        if (leading < 0)
        {
            ShapeErrors.TensorRank(this, parameter, _normalizedShape.Length, lengths);
        }

        for (int axis = 0; axis < _normalizedShape.Length; axis++)
        {
            if (lengths[leading + axis] != _normalizedShape[axis])
            {
                ShapeErrors.TensorShape(this, parameter, lengths);
            }
        }
    }

    private static int Product(int[] extents)
    {
        int product = 1;
        foreach (int extent in extents)
        {
            product *= extent;
        }

        return product;
    }
}
