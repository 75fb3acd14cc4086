using System.Runtime.Intrinsics;
using BatchNormGen.Benchmarks.Data;
using BatchNormGen.Benchmarks.Measuring;
using BatchNormGen.Benchmarks.Peers;
using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Yardsticks;

/// <summary>What memory alone takes: each yardstick is the fastest of several ways to walk through the same bytes.</summary>
internal static class Yardstick
{
    public const string Copy = "copy";
    public const string Read = "read";
    public const string Triad = "triad";
    public const string Replay = "replay";

    /// <summary>A copy, and a reading of what it wrote.</summary>
    public const string CopyAndRead = "copy and read";

    /// <summary>The yardsticks of a direction.</summary>
    /// <param name="data">The batch.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="team">The threads that walk through memory.</param>
    /// <param name="lastLevelCache">The bytes that replays may keep cached.</param>
    /// <param name="thenRead">A layer's call whose result is read afterwards, as that of copies; null where only the call counts.</param>
    public static IReadOnlyList<Contender> Of(BatchData data, Direction direction, ThreadTeam team, long lastLevelCache, Action? thenRead) =>
        Vector512.IsHardwareAccelerated ? Of<Line512>(data, direction, team, lastLevelCache, thenRead)
        : Vector256.IsHardwareAccelerated ? Of<Line256>(data, direction, team, lastLevelCache, thenRead)
        : Of<Line128>(data, direction, team, lastLevelCache, thenRead);

    private static List<Contender> Of<TLine>(BatchData data, Direction direction, ThreadTeam team, long lastLevelCache, Action? thenRead)
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

        if (thenRead is not null)
        {
            Action read = FlatWalks<TLine>.Read(data.Result, data, team);
            yardsticks.AddRange(Shortlist.Of(CopyAndRead, [.. FlatWalks<TLine>.Copies(data, team).Select(copy => copy + read)]));
            yardsticks.Add(new Contender(GeneratedPeer.AndRead, thenRead + read));
        }

        if (direction != Direction.Inference)
        {
            yardsticks.Add(new Contender(Read, FlatWalks<TLine>.Read(data.X, data, team)));
            if (data.Shape.HasPlanes && data.Normalization.Kind == NormalizationKind.BatchNorm)
            {
                yardsticks.AddRange(Shortlist.Of(Replay, GroupWalks<TLine>.Replays(data, direction, team, lastLevelCache)));
            }
        }

        return yardsticks;
    }
}
