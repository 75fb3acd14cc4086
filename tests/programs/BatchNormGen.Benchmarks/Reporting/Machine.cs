using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BatchNormGen.Benchmarks.Comparison;

namespace BatchNormGen.Benchmarks.Reporting;

/// <summary>What the numbers were measured on.</summary>
internal static class Machine
{
    private const long AssumedSecondLevel = 1L << 20;
    private const long AssumedLastLevel = 32L << 20;

    public static int VectorBits { get; } =
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>The caches as the system tells; guesses where it does not.</summary>
    public static CacheSizes Caches { get; } = new(
        ListCaches().Where(static cache => cache.Name == "L2").Select(static cache => cache.Bytes).FirstOrDefault(AssumedSecondLevel),
        ListCaches().Select(static cache => cache.Bytes).DefaultIfEmpty(AssumedLastLevel).Max());

    /// <summary>The bytes of memory that nobody uses, as far as the system tells; otherwise those that this program may use.</summary>
    public static long AvailableMemory
    {
        get
        {
            const string Facts = "/proc/meminfo";
            string? line = File.Exists(Facts)
                ? File.ReadLines(Facts).FirstOrDefault(static fact => fact.StartsWith("MemAvailable:", StringComparison.Ordinal))
                : null;
            return line is not null
                ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) << 10
                : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        }
    }

    /// <summary>One line a fact, name and value.</summary>
    public static IEnumerable<(string Name, string Value)> Describe()
    {
        yield return ("processor", $"{ProcessorName()}, {Environment.ProcessorCount} cores");
        yield return ("caches", ListCaches().Any()
            ? string.Join(", ", ListCaches().Select(static cache => $"{cache.Name} {ByteSize.Text(cache.Bytes)}"))
            : $"not known, taken as L2 {ByteSize.Text(Caches.SecondLevel)}, last level {ByteSize.Text(Caches.LastLevel)}");
        yield return ("memory", $"{ByteSize.Text(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)}");
        yield return ("vectors", $"{VectorBits} bits");
        yield return ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        yield return (".NET", RuntimeInformation.FrameworkDescription);
        if (FirstLine("/sys/kernel/mm/transparent_hugepage/enabled") is { } pages)
        {
            yield return ("huge pages", pages);
        }

        yield return ("load", Load());
    }

    public static void Print()
    {
        foreach ((string name, string value) in Describe())
        {
            Console.WriteLine($"{name,-12} {value}");
        }
    }

    /// <summary>The processes that wanted to run, over the last 1, 5 and 15 minutes.</summary>
    public static string Load() =>
        FirstLine("/proc/loadavg") is { } load ? string.Join(' ', load.Split(' ').Take(3)) : "not known";

    private static string ProcessorName()
    {
        if (!File.Exists("/proc/cpuinfo"))
        {
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "not known";
        }

        // A virtual machine may hide the name: family, model and stepping tell the generation.
        Dictionary<string, string> facts = File.ReadLines("/proc/cpuinfo")
            .TakeWhile(static line => line.Length > 0)
            .Select(static line => line.Split(':', 2))
            .ToDictionary(static parts => parts[0].Trim(), static parts => parts[^1].Trim());
        string family = facts.TryGetValue("cpu family", out string? number) ? $" (family {number}, model {facts["model"]}, stepping {facts["stepping"]})" : "";
        return facts.GetValueOrDefault("model name", "not known") + family;
    }

    private static IEnumerable<(string Name, long Bytes)> ListCaches()
    {
        const string Folder = "/sys/devices/system/cpu/cpu0/cache";
        if (!Directory.Exists(Folder))
        {
            yield break;
        }

        foreach (string index in Directory.EnumerateDirectories(Folder, "index*").Order())
        {
            string? type = FirstLine($"{index}/type");
            if (type is "Data" or "Unified" && FirstLine($"{index}/size") is { } size && long.TryParse(size.TrimEnd('K'), out long kibibytes))
            {
                yield return ($"L{FirstLine($"{index}/level")}", kibibytes << 10);
            }
        }
    }

    private static string? FirstLine(string path) => File.Exists(path) ? File.ReadLines(path).FirstOrDefault() : null;
}
