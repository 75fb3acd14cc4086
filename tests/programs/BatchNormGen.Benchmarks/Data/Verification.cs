namespace BatchNormGen.Benchmarks.Data;

/// <summary>Whether a contender computed what it is measured for.</summary>
internal static class Verification
{
    /// <summary>Results are of the order of 1; what is compared is whether they are the same thing, not how exact they are.</summary>
    public const double Tolerance = 1e-3;

    private const int MostValues = 1 << 20;

    /// <summary>The largest error of evenly spaced values of a result; NaN counts as infinite.</summary>
    public static double LargestError(BatchData data, Direction direction, ReadOnlySpan<float> result)
    {
        // An odd step meets all channels and all places of a vector; the last values are compared in any case.
        int step = (result.Length / MostValues) | 1;
        double largest = 0;
        for (long i = 0; i < result.Length; i += i + 64 < result.Length ? step : 1)
        {
            int at = (int)i;
            double expected = direction == Direction.Backward
                ? data.Gradients.Of(at)
                : ReferenceActivation.Of(data.Normalization.Activation, data.BeforeActivation(direction, at));
            double error = Math.Abs(result[at] - expected);
            largest = error <= largest ? largest : double.IsNaN(error) ? double.PositiveInfinity : error;
        }

        return largest;
    }
}
