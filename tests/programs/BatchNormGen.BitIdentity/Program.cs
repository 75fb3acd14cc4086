using System.CommandLine;
using System.Runtime.Intrinsics;
using BatchNormGen.BitIdentity;

Option<int> threads = new("--threads") { Description = "The most threads of a call.", DefaultValueFactory = _ => 1 };
Option<bool> streaming = new("--streaming") { Description = "Write every result past the caches, however small." };
Option<string?> caches = new("--cache-sizes") { Description = "Work as on a machine whose second and last cache level are of these sizes: \"64K, 64K\"." };
Option<bool> vectors = new("--vectors") { Description = "Only print how wide the widest vectors are that the runtime uses here." };
Option<FileInfo?> check = new("--check") { Description = "Compare with the digests in a file, and print what differs." };
Option<FileInfo?> write = new("--write") { Description = "Write the digests to a file." };

RootCommand command = new("Digests of the bits that layers and models write, over many layers, shapes and kinds of data.") { threads, streaming, caches, vectors, check, write };
command.SetAction(arguments =>
{
    int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
    Console.WriteLine($"vectors of {bits} bits");
    if (arguments.GetValue(vectors))
    {
        return 0;
    }

    if (arguments.GetValue(streaming))
    {
        AppContext.SetData("BatchNormGen.StreamingThreshold", 0L);
    }

    if (arguments.GetValue(caches) is { } sizes)
    {
        AppContext.SetData("BatchNormGen.CacheSizes", sizes);
    }

    IEnumerable<string> digests = Digests.All(arguments.GetValue(threads));
    if (arguments.GetValue(check) is { } recorded)
    {
        string[] differences = [.. Digests.Differences(File.ReadAllLines(recorded.FullName), [.. digests])];
        Print(differences);
        Console.WriteLine($"{differences.Length} differences");
        return differences.Length == 0 ? 0 : 1;
    }

    if (arguments.GetValue(write) is { } file)
    {
        File.WriteAllLines(file.FullName, digests);
    }
    else
    {
        Print(digests);
    }

    return 0;
});

return command.Parse(args).Invoke();

static void Print(IEnumerable<string> lines)
{
    foreach (string line in lines)
    {
        Console.WriteLine(line);
    }
}
