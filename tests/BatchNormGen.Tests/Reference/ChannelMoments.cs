namespace BatchNormGen.Tests.Reference;

/// <summary>A channel's mean and biased variance. The mean is <c>Mean + MeanRemainder</c>: one double is too coarse for it beside a small deviation.</summary>
internal readonly record struct ChannelMoments(double Mean, double MeanRemainder, double Variance)
{
    public double Deviation => Math.Sqrt(Variance);

    /// <summary>Two passes: the mean, then the squares about it; the second pass also finds what rounding took from the mean.</summary>
    public static ChannelMoments Of(double[] values)
    {
        CompensatedSum sum = default;
        foreach (double value in values)
        {
            sum.Add(value);
        }

        double mean = sum.Value / values.Length;

        CompensatedSum deviations = default;
        CompensatedSum squares = default;
        foreach (double value in values)
        {
            double deviation = value - mean;
            deviations.Add(deviation);
            squares.Add(deviation * deviation);
        }

        double remainder = deviations.Value / values.Length;
        double variance = (squares.Value / values.Length) - (remainder * remainder);
        return new ChannelMoments(mean, remainder, Math.Max(variance, 0));
    }

    /// <summary>The distance of a value from the mean.</summary>
    public double Centre(double value) => value - Mean - MeanRemainder;
}
