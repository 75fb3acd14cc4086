using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Reporting;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>What is compared with what.</summary>
/// <param name="Name">What its files are called.</param>
/// <param name="Title">The title of its report.</param>
/// <param name="Own">Our own layers for a shape, the one that is judged among them.</param>
/// <param name="Others">The other libraries.</param>
/// <param name="DrawCharts">Draws the results, if they are to be drawn.</param>
internal sealed record ComparisonSubject(
    string Name,
    string Title,
    Func<BenchmarkShape, IEnumerable<IPeer>> Own,
    IReadOnlyList<IPeer> Others,
    Action<OutputFolder, IReadOnlyList<CaseResult>>? DrawCharts = null);
