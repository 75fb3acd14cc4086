using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Work that is written for any lanes.</summary>
internal interface ILanesWork<T>
    where T : unmanaged
{
    /// <typeparam name="TLanes">The lanes.</typeparam>
    /// <typeparam name="TStreaming">The same, written past the caches.</typeparam>
    void Run<TLanes, TStreaming>()
        where TLanes : struct, ILanes<TLanes, T>
        where TStreaming : struct, ILanes<TStreaming, T>;
}

/// <summary>Chooses the lanes: the widest vectors that the machine is good at. The JIT folds the choice.</summary>
internal static class WidestLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TWork>(TWork work)
        where T : unmanaged
        where TWork : struct, ILanesWork<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            work.Run<Lanes512<T, CachedStores>, Lanes512<T, StreamingStores>>();
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            work.Run<Lanes256<T, CachedStores>, Lanes256<T, StreamingStores>>();
        }
        else
        {
            work.Run<Lanes128<T, CachedStores>, Lanes128<T, StreamingStores>>();
        }
    }
}
