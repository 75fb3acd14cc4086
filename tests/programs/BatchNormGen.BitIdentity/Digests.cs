using System.Numerics;
using BatchNormGen.BitIdentity.Cases;

namespace BatchNormGen.BitIdentity;

/// <summary>The digests of all cases, and the file that keeps those of the code as it was.</summary>
public static class Digests
{
    /// <summary>The file of this program, beside its assembly.</summary>
    public static string RecordedFile => Path.Combine(AppContext.BaseDirectory, "digests.txt");

    /// <summary>Runs all cases; a line each.</summary>
    public static IEnumerable<string> All(int threads) =>
        LayerCase.All
            .SelectMany(test => test.Layer.IsDouble ? Run<double>(test, threads) : Run<float>(test, threads))
            .Concat(new PieceRun(threads).Digests())
            .Concat(new ModelRun(threads).Digests())
            .Select(digest => digest.ToString());

    private static IEnumerable<Digest> Run<T>(LayerCase test, int threads)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        test.Layer.IsFamily ? new FamilyRun<T>(test, threads).Digests() : new CaseRun<T>(test, threads).Digests();

    /// <summary>What differs between recorded lines and those of now, in words; empty if nothing does.</summary>
    public static IEnumerable<string> Differences(IReadOnlyList<string> recorded, IReadOnlyList<string> now)
    {
        Dictionary<string, string> before = recorded.ToDictionary(Name);
        foreach (string line in now)
        {
            if (!before.Remove(Name(line), out string? old))
            {
                yield return $"not recorded: {line}";
            }
            else if (old != line)
            {
                yield return $"other bits: {line}, recorded: {old[(old.LastIndexOf(' ') + 1)..]}";
            }
        }

        foreach (string old in before.Values)
        {
            yield return $"recorded, but no case now: {old}";
        }

        static string Name(string line) => line[..line.LastIndexOf(' ')];
    }
}
