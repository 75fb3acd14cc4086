using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>
/// Has everything compiled before it is measured. The JIT compiles what it has seen running: so batches are as large as those that are
/// measured, or at least large enough that they do not fit the caches and their results are written past them.
/// </summary>
internal static class WarmUp
{
    private const int LeastSamples = 2;
    private const long EnoughBytes = 20 << 20;

    public static void Run(
        IReadOnlyList<BenchmarkShape> shapes, IReadOnlyList<int> threadCounts, Func<BenchmarkShape, IEnumerable<IPeer>> peers)
    {
        foreach (BenchmarkShape[] some in shapes.Chunk(4))
        {
            BatchData[] data = [.. some.Select(static shape => new BatchData(Batch(shape.Tensor), shape.Normalization, aligned: true))];
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

    private static TensorShape Batch(TensorShape shape)
    {
        long samples = Math.Max(LeastSamples, EnoughBytes / shape.WithSamples(1).Bytes);
        return shape.WithSamples((int)Math.Min(samples, shape.Samples));
    }
}
