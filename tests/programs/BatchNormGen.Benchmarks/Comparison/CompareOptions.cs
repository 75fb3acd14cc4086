using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>What is compared, and for how long.</summary>
internal sealed record CompareOptions(
    IReadOnlyList<BenchmarkShape> Shapes,
    IReadOnlyList<Direction> Directions,
    IReadOnlyList<int> Threads,
    RoundSettings Rounds,
    bool Aligned,
    OutputFolder Output);
