namespace BatchNormGen.Benchmarks.Measuring;

/// <summary>How many times as long something takes as something else: the ratio of the medians, and how far the ratios of single rounds spread.</summary>
internal sealed record Ratio(double Value, double Low, double High)
{
    public static Ratio Of(Timing numerator, params (double Weight, Timing Timing)[] denominator)
    {
        double[] rounds =
        [
            .. numerator.Rounds.Select((time, round) => time / denominator.Sum(term => term.Weight * term.Timing.Rounds[round])),
        ];
        return new Ratio(
            numerator.Median / denominator.Sum(static term => term.Weight * term.Timing.Median),
            Quantiles.Of(rounds, 0.1),
            Quantiles.Of(rounds, 0.9));
    }
}
