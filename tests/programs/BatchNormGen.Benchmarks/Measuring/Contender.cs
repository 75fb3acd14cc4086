namespace BatchNormGen.Benchmarks.Measuring;

/// <summary>Something whose time is taken. Contenders of one name are several ways to do one thing: the fastest counts.</summary>
internal sealed record Contender(string Name, Action Call);
