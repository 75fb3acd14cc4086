using BatchNormGen.Benchmarks.Data;
using BenchmarkDotNet.Attributes;

namespace BatchNormGen.Benchmarks.Microbenchmarks;

public class Inference() : LayerBenchmark(Direction.Inference)
{
    [ParamsSource(nameof(AllShapes))]
    public string Shape { get; set; } = "";

    private protected override string ShapeName => Shape;
}
