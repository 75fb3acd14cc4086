using BatchNormGen.Generator.Emission.Text;

namespace BatchNormGen.Generator.Emission.Models.Products;

/// <summary>Adjacent groups of lanes whose sums are taken together.</summary>
/// <param name="Groups">How many there are.</param>
/// <param name="LastLanes">The lanes of the last one that are output channels; null if all are.</param>
internal readonly record struct ProductStrip(int Groups, int? LastLanes)
{
    /// <summary>What the names of methods on it end with: <c>2</c>, <c>1Of6</c>.</summary>
    public string Suffix => Literal.Of(Groups) + (LastLanes is { } lanes ? "Of" + Literal.Of(lanes) : string.Empty);

    /// <summary>The lanes of a group that are output channels, as text; null if all are.</summary>
    public string? CountOf(int group) => group == Groups - 1 && LastLanes is { } lanes ? Literal.Of(lanes) : null;
}
