using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.Statistics;
using BatchNormGen.Threading;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution;

/// <summary>Runs the phases of a computation over the threads.</summary>
/// <remarks>
/// With enough groups of statistics a thread does all phases of a group, while the group's values are cached. With fewer, the threads
/// share the chunks of all statistics, and meet between the phases.
/// </remarks>
internal static unsafe class PhasedRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref BatchCall<T> call, int threads)
    {
        if (call.Division.Groups >= threads)
        {
            WorkPartition.For(call.Division.Groups, threads, &RunGroup, Unsafe.AsPointer(ref call));
            return;
        }

        Reduce(ref call, threads);
        Map(ref call, threads);
    }

    /// <summary>The first two phases only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reduce(ref BatchCall<T> call, int threads)
    {
        ReduceChunks(ref call, threads);
        call.Phases.Finish(ref call, call.Division.All);
    }

    /// <summary>The first phase only, of all statistics.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ReduceChunks(ref BatchCall<T> call, int threads) =>
        WorkPartition.For((nint)call.Division.Groups * call.Division.Chunks, threads, &ReduceChunk, Unsafe.AsPointer(ref call));

    /// <summary>The last phase only, of all statistics.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map(ref BatchCall<T> call, int threads)
    {
        // All of it goes on through memory, not group by group.
        call.Next = 0;
        Map(ref call, call.Division.All, threads);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunGroup(void* context, nint group)
    {
        ref BatchCall<T> call = ref Unsafe.AsRef<BatchCall<T>>(context);
        StatisticRange range = call.Division.Group((int)group);
        for (int chunk = 0; chunk < call.Division.Chunks; chunk++)
        {
            call.Phases.Reduce(ref call, range, chunk);
        }

        call.Phases.Finish(ref call, range);
        Map(ref call, range, threads: 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Map(ref BatchCall<T> call, StatisticRange range, int threads)
    {
        call.Phases.DescribeMap(ref call, out MapCall<T> map);
        MapRun<T>.Run(call.Walk, in map, range, threads);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReduceChunk(void* context, nint item)
    {
        ref BatchCall<T> call = ref Unsafe.AsRef<BatchCall<T>>(context);
        (nint group, nint chunk) = Math.DivRem(item, call.Division.Chunks);
        call.Phases.Reduce(ref call, call.Division.Group((int)group), (int)chunk);
    }
}
