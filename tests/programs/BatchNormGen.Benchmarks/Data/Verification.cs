using BatchNormGen.Benchmarks.Shapes;

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
        TensorShape shape = data.Shape;
        Span<float> x = data.X.Span;
        Span<float> dy = data.Dy.Span;

        // An odd step meets all channels and all places of a vector; the last values are compared in any case.
        int step = (result.Length / MostValues) | 1;
        double largest = 0;
        for (long i = 0; i < result.Length; i += i + 64 < result.Length ? step : 1)
        {
            int at = (int)i;
            int c = shape.HasPlanes ? at / shape.Positions % shape.Features : at % shape.Features;
            double expected = direction switch
            {
                Direction.Inference => Normalized(x[at], data.MovingMean[c], data.MovingVariance[c], data.Gamma[c], data.Beta[c]),
                Direction.Forward => Normalized(x[at], data.Reference.Mean[c], data.Reference.Variance[c], data.Gamma[c], data.Beta[c]),
                _ => Gradient(data, c, x[at], dy[at]),
            };
            double error = Math.Abs(result[at] - expected);
            largest = error <= largest ? largest : double.IsNaN(error) ? double.PositiveInfinity : error;
        }

        return largest;
    }

    private static double Normalized(double x, double mean, double variance, double gamma, double beta) =>
        ((x - mean) / Math.Sqrt(variance + BatchData.Epsilon) * gamma) + beta;

    private static double Gradient(BatchData data, int c, double x, double dy)
    {
        double variance = data.Reference.Variance[c] + BatchData.Epsilon;
        double centred = dy - data.Reference.MeanGradient[c] - ((x - data.Reference.Mean[c]) * data.Reference.MeanProduct[c] / variance);
        return centred * data.Gamma[c] / Math.Sqrt(variance);
    }
}
