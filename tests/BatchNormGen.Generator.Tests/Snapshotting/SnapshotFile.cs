namespace BatchNormGen.Generator.Tests.Snapshotting;

/// <summary>A generated source as a snapshot keeps it.</summary>
/// <param name="HintName">The name under which it was generated.</param>
/// <param name="Text">The text as generated.</param>
internal sealed record SnapshotFile(string HintName, string Text)
{
    /// <summary>The characters that some file system refuses.</summary>
    private const string Refused = "\"\\<>|:*?/";

    /// <summary>What the file holds.</summary>
    public string Content => $"//HintName: {HintName}\n{Text}";

    /// <summary>The name of the accepted file.</summary>
    public string VerifiedName(string test) => $"{test}#{Name}.verified.cs";

    /// <summary>The name of the file that waits to be accepted.</summary>
    public string ReceivedName(string test) => $"{test}#{Name}.received.cs";

    private string Name =>
        string.Concat(Path.GetFileNameWithoutExtension(HintName).Select(static letter => Refused.Contains(letter, StringComparison.Ordinal) ? '-' : letter));
}
