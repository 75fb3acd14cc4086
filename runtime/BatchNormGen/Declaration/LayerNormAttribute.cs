namespace BatchNormGen;

/// <summary>
/// Turns a partial class into a layer normalization (Ba, Kiros and Hinton, 2016): each row of a tensor, its last axes, is normalized by its own mean
/// and variance. Parameters, the layer and its gradients are generated at compile time for the declared shape. There are no modes and no moving averages.
/// </summary>
/// <inheritdoc/>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LayerNormAttribute : RowNormalizationAttribute
{
    /// <summary>A layer that normalizes over the last axis.</summary>
    /// <param name="features">The extent of the last axis: the number of values that are normalized together, and that gamma and beta have.</param>
    public LayerNormAttribute(int features) => NormalizedShape = [features];

    /// <summary>A layer that normalizes over the last axes together.</summary>
    /// <param name="normalizedShape">Their extents, 1 to 8 of them, each positive: also the shape of gamma and beta. Their product is at most <see cref="int.MaxValue"/>.</param>
    public LayerNormAttribute(params int[] normalizedShape) => NormalizedShape = normalizedShape;

    private protected override double DefaultEpsilon => BatchNormGen.DefaultEpsilon.OfMoments(Preset);
}
