using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>
/// Calls everything often enough that the JIT has compiled it finally, on small batches of the same layers: kernels know the shape of a
/// sample, not the number of samples.
/// </summary>
internal static class WarmUp
{
    private const int Passes = 3;
    private const int Calls = 40;
    private const int Samples = 2;

    /// <summary>The JIT compiles again after 30 calls and a tenth of a second without new methods.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static void Run(IReadOnlyList<BenchmarkShape> shapes, IReadOnlyList<int> threadCounts, IReadOnlyList<IPeer> managed)
    {
        for (int pass = 0; pass < Passes; pass++)
        {
            foreach (BenchmarkShape shape in shapes)
            {
                using var data = new BatchData(shape.Tensor.WithSamples(Math.Min(Samples, shape.Tensor.Samples)), aligned: true);
                foreach (IPeer peer in GeneratedPeer.Of(shape).Concat(managed))
                {
                    foreach (int threads in threadCounts)
                    {
                        using IPreparedLayer? layer = peer.Prepare(data, threads);
                        foreach (Direction direction in Enum.GetValues<Direction>())
                        {
                            Repeat(layer?.Of(direction));
                        }
                    }
                }
            }

            Thread.Sleep(Pause);
        }
    }

    private static void Repeat(Action? call)
    {
        for (int i = 0; i < Calls && call is not null; i++)
        {
            call();
        }
    }
}
