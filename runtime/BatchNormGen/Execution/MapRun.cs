using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Runs a map over the threads: the last phase of a computation, or all of it.</summary>
internal static unsafe class MapRun<T, TTraversal, TPhases, TLanes>
    where T : unmanaged
    where TTraversal : struct, ITraversal<T>
    where TPhases : struct, IPhases<T>
    where TLanes : struct, ILanes<TLanes, T>
{
    public static void Run(Pass<T>* pass, int threads)
    {
        ChannelRange channels = new(0, pass->Features);
        nint units = TTraversal.Units(in *pass, channels);
        if (threads == 1)
        {
            TPhases.Map<TLanes>(pass, channels, 0, units);
        }
        else
        {
            WorkPartition.For(units, threads, &MapUnit, pass);
        }
    }

    private static void MapUnit(Pass<T>* pass, nint unit) =>
        TPhases.Map<TLanes>(pass, new ChannelRange(0, pass->Features), unit, unit + 1);
}
