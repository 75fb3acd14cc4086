using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Reporting;

namespace BatchNormGen.Benchmarks.ModelComparison;

/// <summary>What is compared, and for how long.</summary>
internal sealed record ModelOptions(IReadOnlyList<ModelCase> Cases, IReadOnlyList<int> Threads, RoundSettings Rounds, OutputFolder Output);
