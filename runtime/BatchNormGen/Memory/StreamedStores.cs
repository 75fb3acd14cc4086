using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace BatchNormGen.Memory;

/// <summary>Stores that went past the caches.</summary>
internal static class StreamedStores
{
    /// <summary>What was streamed is visible to other threads from here on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Publish()
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
