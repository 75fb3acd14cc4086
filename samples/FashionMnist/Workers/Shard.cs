using BatchNormGen;

namespace FashionMnist.Workers;

/// <summary>How images are divided among the processes: as evenly as can be, in the order of their ranks.</summary>
internal static class Shard
{
    /// <summary>The part of one process; of few images it may be empty.</summary>
    public static Range Of(ICollective workers, int images) =>
        (int)((long)images * workers.Rank / workers.Size)..(int)((long)images * (workers.Rank + 1) / workers.Size);
}
