using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.CompilerServices;
using BatchNormGen.Lanes;

namespace BatchNormGen.Walks;

/// <summary>A kernel by the addresses of its bodies, for the widest vectors that the machine is good at.</summary>
/// <param name="throughCaches">The body whose stores go through the caches.</param>
/// <param name="pastCaches">The body whose stores go past them.</param>
internal readonly unsafe struct Kernel<T>(delegate*<in KernelArguments<T>, void> throughCaches, delegate*<in KernelArguments<T>, void> pastCaches)
    where T : unmanaged
{
    private readonly delegate*<in KernelArguments<T>, void> _throughCaches = throughCaches;
    private readonly delegate*<in KernelArguments<T>, void> _pastCaches = pastCaches;

    /// <summary>The bodies of a generated kernel. The JIT folds the choice.</summary>
    public static Kernel<T> Of<TKernel>()
        where TKernel : struct, IKernel<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return new(&TKernel.Run<Lanes512<T, CachedStores>>, &TKernel.Run<Lanes512<T, StreamingStores>>);
        }

        return Vector256.IsHardwareAccelerated
            ? new(&TKernel.Run<Lanes256<T, CachedStores>>, &TKernel.Run<Lanes256<T, StreamingStores>>)
            : new(&TKernel.Run<Lanes128<T, CachedStores>>, &TKernel.Run<Lanes128<T, StreamingStores>>);
    }

    /// <summary>Runs the kernel, its stores through the caches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(in KernelArguments<T> arguments) => _throughCaches(in arguments);

    /// <summary>Runs the kernel, its stores past the caches if <paramref name="streams"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(in KernelArguments<T> arguments, bool streams)
    {
        if (streams)
        {
            _pastCaches(in arguments);
        }
        else
        {
            _throughCaches(in arguments);
        }
    }
}
