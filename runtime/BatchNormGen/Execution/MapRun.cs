using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Runs a map over the threads: the last phase of a computation, or all of it.</summary>
internal static unsafe class MapRun<T, TTraversal, TPhases, TLanes, TStreaming>
    where T : unmanaged
    where TTraversal : struct, ITraversal<T>
    where TPhases : struct, IPhases<T>
    where TLanes : struct, ILanes<TLanes, T>
    where TStreaming : struct, ILanes<TStreaming, T>
{
    public static void Run(Pass<T>* pass, int threads)
    {
        ChannelRange channels = new(0, pass->Features);
        nint units = TTraversal.Units(in *pass, channels);
        if (threads == 1)
        {
            Map(pass, channels, 0, units);
        }
        else
        {
            WorkPartition.For(units, threads, &MapUnit, pass);
        }
    }

    /// <summary>Maps some units of some channels, past the caches if the pass says so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Map(Pass<T>* pass, ChannelRange channels, nint first, nint end)
    {
        if (pass->Streams)
        {
            TPhases.Map<TLanes, TStreaming>(pass, channels, first, end);

            // What was streamed is visible to other threads from here on.
            Fence();
        }
        else
        {
            TPhases.Map<TLanes, TLanes>(pass, channels, first, end);
        }
    }

    private static void MapUnit(Pass<T>* pass, nint unit) => Map(pass, new ChannelRange(0, pass->Features), unit, unit + 1);

    private static void Fence()
    {
        if (Sse.IsSupported)
        {
            Sse.StoreFence();
        }
        else
        {
            Interlocked.MemoryBarrier();
        }
    }
}
