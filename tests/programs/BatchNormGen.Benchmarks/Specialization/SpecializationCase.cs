using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>The times of one shape and direction.</summary>
/// <param name="Shape">What was computed.</param>
/// <param name="Direction">In which direction.</param>
/// <param name="Generated">By the layer that knows its shape.</param>
/// <param name="RuntimeShape">By the layer that knows nothing.</param>
internal sealed record SpecializationCase(BenchmarkShape Shape, Direction Direction, Timing Generated, Timing RuntimeShape)
{
    public Ratio Ratio { get; } = Ratio.Of(RuntimeShape, (1, Generated));
}
