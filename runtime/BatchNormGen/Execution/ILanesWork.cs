using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Work that is written for any lanes.</summary>
internal interface ILanesWork<T>
    where T : unmanaged
{
    void Run<TLanes>()
        where TLanes : struct, ILanes<TLanes, T>;
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
            work.Run<Lanes512<T>>();
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            work.Run<Lanes256<T>>();
        }
        else
        {
            work.Run<Lanes128<T>>();
        }
    }
}
