using System.Runtime.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>From what size on a result is written past the caches.</summary>
/// <remarks>
/// Streaming spares reading what is overwritten, a third of the traffic of a map; but who reads the result next finds it in memory, not in
/// the cache. So it pays where the result would not have stayed there. Configured by <c>BatchNormGen.StreamingThreshold</c>, in bytes, in
/// <c>runtimeconfig.json</c> or by <c>AppContext.SetData</c> before the first call; <c>-1</c> switches it off.
/// </remarks>
internal static class StreamingThreshold
{
    private const string Setting = "BatchNormGen.StreamingThreshold";

    /// <summary>The size of a common last-level cache's share of one core or two.</summary>
    private const long Default = 16L * 1024 * 1024;

    private static readonly long Bytes = Configured();

    /// <summary>Whether a result of that many bytes is written past the caches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsReached(long bytes) => bytes >= Bytes;

    private static long Configured()
    {
        long? bytes = AppContext.GetData(Setting) switch
        {
            int value => value,
            long value => value,
            string text when long.TryParse(text, out long value) => value,
            _ => null,
        };
        return bytes switch
        {
            null => Default,
            < 0 => long.MaxValue,
            { } value => value,
        };
    }
}
