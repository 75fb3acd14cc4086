using BatchNormGen.Benchmarks.Measuring;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>A time that is wanted, as a multiple of a yardstick.</summary>
internal sealed record Goal(string Yardstick, double Limit, Ratio Ratio)
{
    public bool IsMet => Ratio.Value <= Limit;
}
