using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Shapes;
using BenchmarkDotNet.Attributes;

namespace BatchNormGen.Benchmarks.Microbenchmarks;

/// <summary>A direction of the generated layers, over the shapes of a quick comparison.</summary>
[MemoryDiagnoser]
public abstract class LayerBenchmark
{
    private readonly Direction _direction;
    private BatchData? _data;
    private IPreparedLayer? _layer;
    private Action? _call;

    private protected LayerBenchmark(Direction direction)
    {
        _direction = direction;
    }

    public static IEnumerable<string> TrainingShapes =>
        NetworkShapes.All.Where(static shape => shape.IsQuick && shape.Tensor.Count > 1).Select(static shape => shape.Name);

    public static IEnumerable<string> AllShapes => NetworkShapes.All.Where(static shape => shape.IsQuick).Select(static shape => shape.Name);

    [Params(1, 2)]
    public int Threads { get; set; }

    private protected abstract string ShapeName { get; }

    [GlobalSetup]
    public void Prepare()
    {
        BenchmarkShape shape = NetworkShapes.All.First(shape => shape.Name == ShapeName);
        _data = new BatchData(shape.Tensor, aligned: true);
        _layer = new GeneratedPeer(GeneratedPeer.Generated, shape.Fixed).Prepare(_data, Threads);
        _call = _layer.Of(_direction);
    }

    [GlobalCleanup]
    public void Release()
    {
        _layer?.Dispose();
        _data?.Dispose();
    }

    [Benchmark]
    public void Generated() => _call!();
}
