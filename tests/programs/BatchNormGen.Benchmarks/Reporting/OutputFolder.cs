using BatchNormGen.Benchmarks.CommandLine;

namespace BatchNormGen.Benchmarks.Reporting;

/// <summary>Where the results go.</summary>
internal sealed class OutputFolder(string path)
{
    public static OutputFolder Parse(Arguments arguments) => new(arguments.Text("--output") ?? "benchmark-results");

    public string File(string name)
    {
        Directory.CreateDirectory(path);
        return Path.Combine(path, name);
    }

    public void Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        Console.WriteLine($"Wrote {File(name)}");
    }
}
