using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Runs the phases of a computation over the threads.</summary>
/// <remarks>
/// With enough groups of channels a thread does all phases of a group, while the group's values are cached. With fewer, the threads
/// share the chunks of all channels, and meet between the phases.
/// </remarks>
internal static unsafe class PhasedRun<T, TTraversal, TPhases, TLanes, TStreaming>
    where T : unmanaged
    where TTraversal : struct, ITraversal<T>
    where TPhases : struct, IPhases<T>
    where TLanes : struct, ILanes<TLanes, T>
    where TStreaming : struct, ILanes<TStreaming, T>
{
    public static void Run(Pass<T>* pass, int threads)
    {
        int groups = Groups(pass);
        if (groups >= threads)
        {
            WorkPartition.For(groups, threads, &RunGroup, pass);
            return;
        }

        Reduce(pass, threads);
        Map(pass, new ChannelRange(0, pass->Features), threads);
    }

    /// <summary>The first two phases only.</summary>
    public static void Reduce(Pass<T>* pass, int threads)
    {
        WorkPartition.For((nint)Groups(pass) * pass->Chunks, threads, &ReduceChunk, pass);
        TPhases.Finish(pass, new ChannelRange(0, pass->Features));
    }

    private static int Groups(Pass<T>* pass)
    {
        int features = TTraversal.GroupFeatures(in *pass);
        return (pass->Features + features - 1) / features;
    }

    private static ChannelRange Group(Pass<T>* pass, int group)
    {
        int features = TTraversal.GroupFeatures(in *pass);
        return new ChannelRange(group * features, Math.Min((group + 1) * features, pass->Features));
    }

    private static void RunGroup(Pass<T>* pass, nint group)
    {
        ChannelRange channels = Group(pass, (int)group);
        for (int chunk = 0; chunk < pass->Chunks; chunk++)
        {
            TPhases.Reduce<TLanes>(pass, channels, chunk);
        }

        TPhases.Finish(pass, channels);
        Map(pass, channels, threads: 1);
    }

    private static void Map(Pass<T>* pass, ChannelRange channels, int threads) =>
        MapRun<T, PhaseMap<T, TTraversal, TPhases>, TLanes, TStreaming>.Run(new(pass, channels), threads);

    private static void ReduceChunk(Pass<T>* pass, nint item)
    {
        (nint group, nint chunk) = Math.DivRem(item, pass->Chunks);
        TPhases.Reduce<TLanes>(pass, Group(pass, (int)group), (int)chunk);
    }
}
