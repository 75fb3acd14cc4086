namespace BatchNormGen;

/// <summary>
/// Turns a partial class into an RMS normalization (Zhang and Sennrich, 2019): each row of a tensor, its last axes, is divided by the root of its mean
/// square, <c>y = x / √(mean(x²) + Epsilon) · gamma</c>. Parameters, the layer and its gradients are generated at compile time for the declared shape.
/// There are no modes and no moving averages.
/// </summary>
/// <inheritdoc/>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RmsNormAttribute : RowNormalizationAttribute
{
    /// <summary>A layer that normalizes over the last axis.</summary>
    /// <param name="features">The extent of the last axis: the number of values that are normalized together, and that gamma has.</param>
    public RmsNormAttribute(int features)
        : this([features])
    {
    }

    /// <summary>A layer that normalizes over the last axes together.</summary>
    /// <param name="normalizedShape">Their extents, 1 to 8 of them, each positive: also the shape of gamma. Their product is at most <see cref="int.MaxValue"/>.</param>
    public RmsNormAttribute(params int[] normalizedShape)
    {
        NormalizedShape = normalizedShape;
        Shift = false;
    }

    private protected override double DefaultEpsilon => BatchNormGen.DefaultEpsilon.OfMeanSquare(Preset, isDouble: ElementType == typeof(double));
}
