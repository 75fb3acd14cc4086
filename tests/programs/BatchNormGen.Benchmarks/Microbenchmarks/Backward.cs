using BatchNormGen.Benchmarks.Data;
using BenchmarkDotNet.Attributes;

namespace BatchNormGen.Benchmarks.Microbenchmarks;

public class Backward() : LayerBenchmark(Direction.Backward)
{
    [ParamsSource(nameof(TrainingShapes))]
    public string Shape { get; set; } = "";

    private protected override string ShapeName => Shape;
}
