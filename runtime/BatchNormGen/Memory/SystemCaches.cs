namespace BatchNormGen.Memory;

/// <summary>Cache sizes as Linux tells them, for processors that do not.</summary>
internal static class SystemCaches
{
    private const string Folder = "/sys/devices/system/cpu/cpu0/cache";

    /// <summary>The sizes; zeros where the system does not tell.</summary>
    public static CacheSizes Read()
    {
        CacheSizes sizes = default;
        try
        {
            foreach (string cache in Directory.Exists(Folder) ? Directory.GetDirectories(Folder, "index*") : [])
            {
                string Property(string name) => File.ReadAllText(Path.Combine(cache, name)).Trim();
                if (Property("type") != "Instruction" && int.TryParse(Property("level"), out int level))
                {
                    sizes = With(sizes, level, CacheSizes.ParseSize(Property("size")));
                }
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return default;
        }

        return sizes;
    }

    /// <summary>The sizes with those of one cache more; the largest, of the second level or beyond, is the last.</summary>
    internal static CacheSizes With(CacheSizes sizes, int level, long bytes) => level switch
    {
        < 2 => sizes,
        2 => new(Math.Max(sizes.SecondLevel, bytes), Math.Max(sizes.LastLevel, bytes)),
        _ => sizes with { LastLevel = Math.Max(sizes.LastLevel, bytes) },
    };
}
