namespace BatchNormGen.Benchmarks.Measuring;

internal static class Quantiles
{
    /// <summary>The value below which a share of the values lies, interpolated linearly.</summary>
    public static double Of(IReadOnlyList<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        double at = share * (sorted.Length - 1);
        int lower = (int)at;
        int upper = Math.Min(lower + 1, sorted.Length - 1);
        return sorted[lower] + ((at - lower) * (sorted[upper] - sorted[lower]));
    }
}
