namespace BatchNormGen.Memory;

/// <summary>How far ahead of itself a map that streams asks memory for its inputs.</summary>
/// <remarks>
/// Stores past the caches and reads share the few lines that a core has on their way from and to memory. Prefetchers of the processor begin late and end with
/// the page; asked for in time, what is read comes while what is written goes.
/// </remarks>
internal static unsafe class ReadAhead
{
    private const int Bytes = 4096;

    /// <summary>The number of elements, where a map goes on behind what it reads now.</summary>
    public static nint Length<T>()
        where T : unmanaged => Bytes / sizeof(T);
}
