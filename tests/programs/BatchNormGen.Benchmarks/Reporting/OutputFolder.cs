namespace BatchNormGen.Benchmarks.Reporting;

/// <summary>Where the results go.</summary>
internal sealed class OutputFolder(string path)
{
    public string File(string name)
    {
        Directory.CreateDirectory(path);
        return Path.Combine(path, name);
    }

    /// <summary>The path, for help texts.</summary>
    public override string ToString() => path;

    public void Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        Console.WriteLine($"Wrote {File(name)}");
    }
}
