using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Peers.Family;
using BatchNormGen.Benchmarks.Shapes;
using BatchNormGen.Benchmarks.Yardsticks;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>What is wanted of a case.</summary>
internal static class Goals
{
    /// <summary>A batch whose time is not memory's: the square roots and divisions of its channels are most of it.</summary>
    private const int OneSampleLength = 64;

    private const double OneSampleNanoseconds = 30;

    /// <summary>
    /// Whether a case is judged with the reading of its result: up to the last-level cache, a copy that writes past the caches is faster than
    /// anything, but leaves whatever reads the result to wait for memory.
    /// </summary>
    public static bool CountsReading(TensorShape shape, Normalization normalization, Direction direction, int threads, CacheSizes caches) =>
        direction != Direction.Backward
        && normalization.IsPlain
        && caches.Of(shape.Bytes * normalization.Tensors(direction), threads) == Residence.SharedCache;

    /// <summary>Null where there is none: otherwise, training within the caches has only to be faster than others.</summary>
    public static Goal? Of(CaseResult result, CacheSizes caches) => result.Shape switch
    {
        { WithoutActivation: not null } => WithActivation(result),
        { Normalization.Kind: NormalizationKind.BatchNorm } => OfBatchNorm(result, caches),
        _ => OfOwnStatistics(result, caches),
    };

    private static Goal? OfBatchNorm(CaseResult result, CacheSizes caches)
    {
        TensorShape shape = result.Shape.Tensor;
        Residence residence = caches.Of(result.LeastBytes, result.Threads);
        if (CountsReading(shape, result.Shape.Normalization, result.Direction, result.Threads, caches))
        {
            Timing andRead = result.Timings[GeneratedPeer.AndRead];
            return result.Direction == Direction.Inference
                ? Within(andRead, 1.1, result, (1, Yardstick.CopyAndRead))
                : Within(andRead, 1.15, result, (1, Yardstick.Read), (1, Yardstick.CopyAndRead));
        }

        return result.Direction switch
        {
            Direction.Inference when shape.Length <= OneSampleLength => OneSample(result.Generated),
            Direction.Inference => Within(result.Generated, residence == Residence.CoreCaches ? 2 : 1.05, result, (1, Yardstick.Copy)),
            _ when residence != Residence.Memory => null,
            _ when shape.HasPlanes && shape.ChannelBytes <= caches.LastLevel / 2 => Within(result.Generated, 1.15, result, (1, Yardstick.Replay)),
            Direction.Forward => Within(result.Generated, 1.05, result, (1, Yardstick.Read), (1, Yardstick.Copy)),
            _ => Within(result.Generated, 1.1, result, (2, Yardstick.Read), (1, Yardstick.Triad)),
        };
    }

    /// <summary>What is cheap should hide behind memory; what takes exponentials cannot.</summary>
    private static Goal WithActivation(CaseResult result)
    {
        bool isCheap = result.Shape.Normalization.Activation is Activation.Relu or Activation.Relu6 or Activation.LeakyRelu or Activation.HardSwish;
        return Within(result.Generated, isCheap ? 1.05 : 1.5, result, (1, FamilyPeer.WithoutActivation));
    }

    /// <summary>
    /// Rows, and groups within a sample: what is read twice is found in the second level, if it fits half of it. Within a core's caches, and backward for groups, they
    /// have only to be faster than others.
    /// </summary>
    private static Goal? OfOwnStatistics(CaseResult result, CacheSizes caches)
    {
        (TensorShape shape, Normalization normalization) = (result.Shape.Tensor, result.Shape.Normalization);
        bool readsTwice = normalization.GroupSpan(shape) > caches.SecondLevel / 2;
        if (CountsReading(shape, normalization, result.Direction, result.Threads, caches))
        {
            Timing andRead = result.Timings[GeneratedPeer.AndRead];
            return readsTwice
                ? Within(andRead, 1.15, result, (1, Yardstick.Read), (1, Yardstick.CopyAndRead))
                : Within(andRead, 1.1, result, (1, Yardstick.CopyAndRead));
        }

        return caches.Of(result.LeastBytes, result.Threads) != Residence.Memory ? null
            : result.Direction == Direction.Backward
                ? normalization.OfRows ? Within(result.Generated, 1.15, result, (1, Yardstick.Triad)) : null
            : readsTwice ? Within(result.Generated, 1.05, result, (1, Yardstick.Read), (1, Yardstick.Copy))
            : Within(result.Generated, normalization.OfRows ? 1.05 : 1.1, result, (1, Yardstick.Copy));
    }

    private static Goal OneSample(Timing generated) =>
        new("30 ns", 1, Ratio.Of(generated, (1, new Timing("30 ns", [.. generated.Rounds.Select(static _ => OneSampleNanoseconds)]))));

    private static Goal Within(Timing timing, double limit, CaseResult result, params (double Weight, string Yardstick)[] terms) => new(
        string.Join(" + ", terms.Select(static term => term.Weight == 1 ? term.Yardstick : $"{term.Weight} {term.Yardstick}")),
        limit,
        Ratio.Of(timing, [.. terms.Select(term => (term.Weight, result.Timings[term.Yardstick]))]));
}
