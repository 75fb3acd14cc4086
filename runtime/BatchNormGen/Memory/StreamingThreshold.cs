using System.Runtime.CompilerServices;

namespace BatchNormGen.Memory;

/// <summary>From what size on a result is written past the caches.</summary>
/// <remarks>
/// Streaming spares reading what is overwritten, a third of the traffic of a map; but who reads the result next finds it in memory, not in
/// the cache. So it pays where the result would not have stayed there: where all tensors of a call together exceed the last-level cache.
/// Configured by <c>BatchNormGen.StreamingThreshold</c>, in bytes of the result, in <c>runtimeconfig.json</c> or by
/// <c>AppContext.SetData</c> before the first call; <c>-1</c> switches it off.
/// </remarks>
internal static class StreamingThreshold
{
    private const string Setting = "BatchNormGen.StreamingThreshold";

    private static readonly long OfPredictions = MinBytes(tensors: 2, Configured(), CacheSizes.Machine.LastLevel);
    private static readonly long OfGradients = MinBytes(tensors: 3, Configured(), CacheSizes.Machine.LastLevel);

    /// <summary>Whether a result of that many bytes, computed from one input, is written past the caches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsReached(long bytes) => bytes >= OfPredictions;

    /// <summary>The same for a result computed from two inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsReachedByGradients(long bytes) => bytes >= OfGradients;

    /// <summary>The least bytes of a result that is streamed.</summary>
    /// <param name="tensors">The number of tensors of the call, of one size.</param>
    /// <param name="configured">The setting; null for none, negative for never.</param>
    /// <param name="lastLevel">The bytes of the last-level cache.</param>
    internal static long MinBytes(int tensors, long? configured, long lastLevel) => configured switch
    {
        null => (lastLevel / tensors) + 1,
        < 0 => long.MaxValue,
        { } bytes => bytes,
    };

    private static long? Configured() => AppContext.GetData(Setting) switch
    {
        int value => value,
        long value => value,
        string text when long.TryParse(text, out long value) => value,
        _ => null,
    };
}
