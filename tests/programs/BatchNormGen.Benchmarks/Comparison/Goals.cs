using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Shapes;
using BatchNormGen.Benchmarks.Yardsticks;

namespace BatchNormGen.Benchmarks.Comparison;

/// <summary>What is wanted of a case.</summary>
internal static class Goals
{
    /// <summary>A batch whose time is not memory's: the square roots and divisions of its channels are most of it.</summary>
    private const int OneSampleLength = 64;

    private const double OneSampleNanoseconds = 30;

    /// <summary>Null where there is none: training within the caches has only to be faster than others.</summary>
    public static Goal? Of(CaseResult result, long lastLevelCache)
    {
        TensorShape shape = result.Shape.Tensor;
        Timing Yard(string name) => result.Timings[name];
        Goal Within(string yardstick, double limit, params (double, Timing)[] times) =>
            new(yardstick, limit, Ratio.Of(result.Generated, times));

        bool isCached = result.LeastBytes <= lastLevelCache;
        if (result.Direction == Direction.Inference)
        {
            return shape.Length <= OneSampleLength
                ? Within("30 ns", 1, (1, new Timing("30 ns", [.. result.Generated.Rounds.Select(static _ => OneSampleNanoseconds)])))
                : Within("copy", isCached ? 2 : 1.05, (1, Yard(Yardstick.Copy)));
        }

        if (isCached)
        {
            return null;
        }

        bool forward = result.Direction == Direction.Forward;
        bool canReplay = shape.HasPlanes && shape.ChannelBytes <= lastLevelCache / 2;
        return (canReplay, forward) switch
        {
            (true, _) => Within("replay", 1.15, (1, Yard(Yardstick.Replay))),
            (false, true) => Within("read + copy", 1.05, (1, Yard(Yardstick.Read)), (1, Yard(Yardstick.Copy))),
            (false, false) => Within("2 read + triad", 1.1, (2, Yard(Yardstick.Read)), (1, Yard(Yardstick.Triad))),
        };
    }
}
