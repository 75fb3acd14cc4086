namespace BatchNormGen.Benchmarks.Measuring;

/// <summary>The nanoseconds of a call, in each round.</summary>
internal sealed record Timing(string Name, double[] Rounds)
{
    public double Median => Quantiles.Of(Rounds, 0.5);

    public double Low => Quantiles.Of(Rounds, 0.1);

    public double High => Quantiles.Of(Rounds, 0.9);
}
