using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>Has everything compiled before it is measured, on small batches: kernels know the shape of a sample, not the number of samples.</summary>
internal static class WarmUp
{
    private const int Samples = 2;

    public static void Run(
        IReadOnlyList<BenchmarkShape> shapes, IReadOnlyList<int> threadCounts, Func<BenchmarkShape, IEnumerable<IPeer>> peers)
    {
        foreach (BenchmarkShape[] some in shapes.Chunk(4))
        {
            BatchData[] data = [.. some.Select(static shape => new BatchData(shape.Tensor.WithSamples(Math.Min(Samples, shape.Tensor.Samples)), aligned: true))];
            IPreparedLayer[] layers =
            [
                .. from pair in some.Zip(data)
                   from peer in peers(pair.First)
                   where peer.Absence is null
                   from threads in threadCounts
                   let layer = peer.Prepare(pair.Second, threads)
                   where layer is not null
                   select layer,
            ];
            Warmth.Reach([.. layers.SelectMany(static layer => Enum.GetValues<Direction>().Select(layer.Of)).OfType<Action>()]);
            foreach (IDisposable owner in layers.Concat<IDisposable>(data))
            {
                owner.Dispose();
            }
        }
    }
}
