using BatchNormGen.Generator.Collections;

namespace BatchNormGen.Generator.Model;

/// <summary>The shape of tensors whose last axes make rows.</summary>
internal sealed record RowShapeSpec : ShapeSpec
{
    /// <summary>The extents of the last axes, those that are normalized over together.</summary>
    public required EquatableArray<int> NormalizedShape { get; init; }

    /// <summary>The number of values of a row. The parser has made sure that it is a number.</summary>
    public override int NumFeatures
    {
        get
        {
            int values = 1;
            foreach (int extent in NormalizedShape)
            {
                values *= extent;
            }

            return values;
        }
    }
}
