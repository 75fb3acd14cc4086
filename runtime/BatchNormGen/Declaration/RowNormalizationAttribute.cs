namespace BatchNormGen;

/// <summary>What can be said of a layer that normalizes each row of a tensor by itself.</summary>
/// <inheritdoc/>
public abstract class RowNormalizationAttribute : NormalizationAttribute
{
    /// <summary>Only this library's kinds of layers can derive from it.</summary>
    protected RowNormalizationAttribute()
    {
    }

    /// <summary>The extents of the last axes, which make a row: the values that are normalized together. Any number of axes may stand before them.</summary>
    public IReadOnlyList<int> NormalizedShape { get; private protected init; } = [];
}
