using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Before;

/// <summary>A layer as it was and as it is, in one direction.</summary>
/// <param name="Shape">What was computed.</param>
/// <param name="Layer">By which of the layers of the shape.</param>
/// <param name="Direction">In which direction.</param>
/// <param name="Threads">On how many threads.</param>
/// <param name="Before">The time of the earlier build.</param>
/// <param name="Now">The time of this one.</param>
/// <param name="OtherBits">What of the results has other bits than before.</param>
internal sealed record BeforeCase(
    BenchmarkShape Shape, string Layer, Direction Direction, int Threads, Timing Before, Timing Now, IReadOnlyList<string> OtherBits)
{
    /// <summary>The time of now as a multiple of the time before.</summary>
    public Ratio Ratio { get; } = Ratio.Of(Now, (1, Before));

    /// <summary>The same of the fastest rounds, which other work on the machine has disturbed least.</summary>
    public double FastestRatio => Now.Rounds.Min() / Before.Rounds.Min();
}
