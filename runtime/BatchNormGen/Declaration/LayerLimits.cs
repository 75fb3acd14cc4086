// Compiled by the runtime and, linked, by the generator.
namespace BatchNormGen;

/// <summary>How far the numbers of a shape may go.</summary>
internal static class LayerLimits
{
    public const int MinDims = 2;
    public const int MaxDims = 5;
    public const int MaxFeatures = 1 << 20;

    /// <summary>The most axes that may be normalized over together.</summary>
    public const int MaxNormalizedAxes = 8;
}
