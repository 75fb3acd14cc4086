namespace BatchNormGen.Generator.Tests.Snapshotting;

/// <summary>A folder of snapshots in the format of Verify, where that library cannot be had: reads, compares and writes.</summary>
internal sealed class SnapshotFolder(string path)
{
    /// <summary>Compares the files of a test with what was generated, and writes what is new beside them as <c>.received.cs</c>.</summary>
    /// <param name="test">What the names of the test's files begin with: <c>Class.Method</c>.</param>
    /// <param name="generated">All that the test has generated.</param>
    /// <returns>What is wrong, a message a file.</returns>
    public IReadOnlyList<string> Check(string test, IReadOnlyCollection<SnapshotFile> generated)
    {
        Directory.CreateDirectory(path);
        DeleteReceived(test);
        List<string> faults = [];
        foreach (SnapshotFile file in generated)
        {
            if (FaultOf(file.VerifiedName(test), file.Content) is { } fault)
            {
                File.WriteAllBytes(Path.Combine(path, file.ReceivedName(test)), SnapshotText.ToBytes(file.Content));
                faults.Add(fault);
            }
        }

        faults.AddRange(Stale(test, generated).Select(static name => $"{name} is stale: nothing of that name is generated any more."));
        return faults;
    }

    /// <summary>Makes the files of a test what was generated.</summary>
    public void Update(string test, IReadOnlyCollection<SnapshotFile> generated)
    {
        Directory.CreateDirectory(path);
        DeleteReceived(test);
        foreach (string stale in Stale(test, generated).ToArray())
        {
            File.Delete(Path.Combine(path, stale));
        }

        foreach (SnapshotFile file in generated)
        {
            File.WriteAllBytes(Path.Combine(path, file.VerifiedName(test)), SnapshotText.ToBytes(file.Content));
        }
    }

    /// <summary>The names of the accepted and waiting files that belong to none of the tests.</summary>
    public IEnumerable<string> Orphans(IReadOnlyCollection<string> tests) =>
        Names("*").Where(name => !tests.Any(test => name.StartsWith(test + "#", StringComparison.Ordinal)));

    public void Delete(string name) => File.Delete(Path.Combine(path, name));

    private string? FaultOf(string name, string generated)
    {
        string file = Path.Combine(path, name);
        if (!File.Exists(file))
        {
            return $"{name} is missing.";
        }

        string accepted = SnapshotText.Read(File.ReadAllBytes(file), out string? fault);
        return fault is not null ? $"{name} {fault}."
            : FirstDifference.Of(accepted, generated) is { } difference ? $"{name} (-) differs from what is generated (+) at {difference}"
            : null;
    }

    private IEnumerable<string> Stale(string test, IEnumerable<SnapshotFile> generated) =>
        Names(test).Where(static name => name.Contains(".verified.", StringComparison.Ordinal))
            .Except(generated.Select(file => file.VerifiedName(test)), StringComparer.Ordinal);

    private void DeleteReceived(string test)
    {
        foreach (string name in Names(test).Where(static name => name.Contains(".received.", StringComparison.Ordinal)).ToArray())
        {
            Delete(name);
        }
    }

    /// <summary>The files of a test, or of all tests. One test's name may begin with another's, hence what must follow it.</summary>
    private IEnumerable<string> Names(string test) =>
        Directory.EnumerateFiles(path, $"{test}#*")
            .Concat(Directory.EnumerateFiles(path, $"{test}.verified.*"))
            .Concat(Directory.EnumerateFiles(path, $"{test}.received.*"))
            .Select(static file => Path.GetFileName(file))
            .Distinct()
            .Order(StringComparer.Ordinal);
}
