using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;
using BatchNormGen.Threading;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution;

/// <summary>Runs a map over the threads.</summary>
internal static unsafe class MapRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Walk<T> walk, in MapCall<T> map, StatisticRange range, int threads)
    {
        nint units = walk.Units(map.Samples, map.Positions, range);
        if (threads == 1)
        {
            Map(walk, in map, range, 0, units);
            return;
        }

        SharedMap shared = new(walk, map, range);
        WorkPartition.For(units, threads, &MapUnit, Unsafe.AsPointer(ref shared));
    }

    /// <summary>Runs a map that is one of many on this thread, which publishes what they streamed when it has done all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunWithoutPublishing(Walk<T> walk, in MapCall<T> map, StatisticRange range) =>
        walk.Map(in map, range, 0, walk.Units(map.Samples, map.Positions, range));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MapUnit(void* context, nint unit)
    {
        ref SharedMap shared = ref Unsafe.AsRef<SharedMap>(context);
        Map(shared.Walk, in shared.Map, shared.Range, unit, unit + 1);
    }

    /// <summary>Maps some units, past the caches if the map says so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Map(Walk<T> walk, in MapCall<T> map, StatisticRange range, nint first, nint end)
    {
        walk.Map(in map, range, first, end);
        if (map.Streams)
        {
            StreamedStores.Publish();
        }
    }

    /// <summary>What the threads share.</summary>
    private struct SharedMap(Walk<T> walk, in MapCall<T> map, StatisticRange range)
    {
        public readonly Walk<T> Walk = walk;
        public readonly MapCall<T> Map = map;
        public readonly StatisticRange Range = range;
    }
}
