namespace BatchNormGen.Benchmarks.Measuring;

/// <summary>Something whose time is taken.</summary>
internal sealed record Contender(string Name, Action Call);
