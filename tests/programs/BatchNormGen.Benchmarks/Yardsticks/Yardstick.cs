using System.Runtime.Intrinsics;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;

namespace BatchNormGen.Benchmarks.Yardsticks;

/// <summary>What memory alone takes: each yardstick is the fastest of several ways to walk through the same bytes.</summary>
internal static class Yardstick
{
    public const string Copy = "copy";
    public const string Read = "read";
    public const string Triad = "triad";
    public const string Replay = "replay";

    /// <summary>The yardsticks of a direction.</summary>
    public static IReadOnlyList<Contender> Of(BatchData data, Direction direction, ThreadTeam team, long lastLevelCache) =>
        Vector512.IsHardwareAccelerated ? Of<Line512>(data, direction, team, lastLevelCache)
        : Vector256.IsHardwareAccelerated ? Of<Line256>(data, direction, team, lastLevelCache)
        : Of<Line128>(data, direction, team, lastLevelCache);

    private static List<Contender> Of<TLine>(BatchData data, Direction direction, ThreadTeam team, long lastLevelCache)
        where TLine : struct, ILine<TLine>
    {
        List<Contender> yardsticks = [];
        if (direction != Direction.Backward)
        {
            yardsticks.AddRange(Shortlist.Of(Copy, FlatWalks<TLine>.Copies(data, team)));
        }
        else
        {
            yardsticks.AddRange(Shortlist.Of(Triad, FlatWalks<TLine>.Triads(data, team)));
        }

        if (direction != Direction.Inference)
        {
            yardsticks.AddRange(Shortlist.Of(Read, FlatWalks<TLine>.Reads(data, team)));
            if (data.Shape.HasPlanes)
            {
                yardsticks.AddRange(Shortlist.Of(Replay, GroupWalks<TLine>.Replays(data, direction, team, lastLevelCache)));
            }
        }

        return yardsticks;
    }
}
