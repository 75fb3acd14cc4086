using System.Runtime.Intrinsics.X86;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Runs a map over the threads.</summary>
internal static unsafe class MapRun<T, TMap, TLanes, TStreaming>
    where T : unmanaged
    where TMap : unmanaged, IMap<T>
    where TLanes : struct, ILanes<TLanes, T>
    where TStreaming : struct, ILanes<TStreaming, T>
{
    public static void Run(TMap map, int threads)
    {
        if (threads == 1)
        {
            Map(in map, 0, map.Units);
        }
        else
        {
            WorkPartition.For(map.Units, threads, &MapUnit, &map);
        }
    }

    private static void MapUnit(TMap* map, nint unit) => Map(in *map, unit, unit + 1);

    /// <summary>Maps some units, past the caches if the map says so.</summary>
    private static void Map(ref readonly TMap map, nint first, nint end)
    {
        if (!map.Streams)
        {
            map.Map<TLanes, TLanes>(first, end);
            return;
        }

        map.Map<TLanes, TStreaming>(first, end);

        // What was streamed is visible to other threads from here on.
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
