namespace BatchNormGen.Benchmarks.Shapes;

/// <summary>Which values are normalized together.</summary>
internal enum NormalizationKind
{
    BatchNorm,
    LayerNorm,
    RmsNorm,
    GroupNorm,
    InstanceNorm,
}
