using System.Runtime.Intrinsics;
using BatchNormGen.Lanes;
using BatchNormGen.Threading;

namespace BatchNormGen.Execution.Models;

/// <summary>Runs work with the widest vectors that the machine is good at.</summary>
internal static unsafe class LaneWork
{
    /// <summary>Runs all pieces, in any order, on at most <paramref name="threads"/> threads, and returns when all are done.</summary>
    /// <param name="pieces">The number of pieces.</param>
    /// <param name="threads">The most threads, at least 1. Whether the work is worth them is for the caller to know; see <see cref="WorkPartition.Threads"/>.</param>
    /// <param name="call">What the pieces share; it may lie on the caller's stack.</param>
    public static void For<TWork>(nint pieces, int threads, void* call)
        where TWork : struct, ILaneWork =>
        WorkPartition.For(pieces, threads, Body<TWork>(), call);

    // The JIT folds the choice.
    private static delegate*<void*, nint, void> Body<TWork>()
        where TWork : struct, ILaneWork
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return &TWork.Run<Lanes512<float, CachedStores>>;
        }

        return Vector256.IsHardwareAccelerated ? &TWork.Run<Lanes256<float, CachedStores>> : &TWork.Run<Lanes128<float, CachedStores>>;
    }
}
