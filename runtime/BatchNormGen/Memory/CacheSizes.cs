using System.Globalization;

namespace BatchNormGen.Memory;

/// <summary>The sizes of the caches that steer how much is worked on at once. No result depends on them, only the time it takes.</summary>
/// <param name="SecondLevel">The bytes of one core's second level.</param>
/// <param name="LastLevel">The bytes of the last level, which cores share.</param>
/// <remarks>
/// Read once: from the setting <c>BatchNormGen.CacheSizes</c> (<c>"1M, 32M"</c>) in <c>runtimeconfig.json</c> or by <c>AppContext.SetData</c>
/// before the first call, else from the processor, else from the system; else those of a common server.
/// </remarks>
internal readonly record struct CacheSizes(long SecondLevel, long LastLevel)
{
    /// <summary>The setting's name.</summary>
    public const string Setting = "BatchNormGen.CacheSizes";

    /// <summary>What is assumed where nothing tells.</summary>
    public static readonly CacheSizes Default = new(1L << 20, 32L << 20);

    /// <summary>The machine's.</summary>
    public static readonly CacheSizes Machine =
        Parse(AppContext.GetData(Setting) as string) ?? Valid(ProcessorCaches.Read()) ?? Valid(SystemCaches.Read()) ?? Default;

    /// <summary>Reads two sizes, of the second and the last level, in bytes or with K, M or G behind the number; null where the text is not that.</summary>
    public static CacheSizes? Parse(string? text) =>
        text?.Split(',', StringSplitOptions.TrimEntries) is [var second, var last] ? Valid(new(ParseSize(second), ParseSize(last))) : null;

    /// <summary>A size such as <c>1024K</c>, <c>32M</c> or <c>65536</c>; 0 where the text is none.</summary>
    public static long ParseSize(string text)
    {
        int shift = text.Length == 0 ? 0 : char.ToUpperInvariant(text[^1]) switch
        {
            'K' => 10,
            'M' => 20,
            'G' => 30,
            _ => 0,
        };
        ReadOnlySpan<char> number = shift == 0 ? text : text.AsSpan(0, text.Length - 1);
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long size) && size <= long.MaxValue >> shift ? size << shift : 0;
    }

    /// <summary>Sizes that no machine has are a hypervisor's or a typing mistake.</summary>
    private static CacheSizes? Valid(CacheSizes sizes) =>
        sizes.SecondLevel >= 4096 && sizes.LastLevel >= sizes.SecondLevel ? sizes : null;
}
