using System.Text;
using BatchNormGen.Generator.Emission;
using BatchNormGen.Generator.Tests.Snapshotting;

namespace BatchNormGen.Generator.Tests;

public sealed class SnapshotFolderTests : IDisposable
{
    private const string Test = "Tests.Case";
    private const string Verified = "Tests.Case#N.A.g.verified.cs";
    private const string Received = "Tests.Case#N.A.g.received.cs";

    private static readonly SnapshotFile Generated = new("N.A.g.cs", "class A\n{\n}\n");

    private readonly string _path = Directory.CreateTempSubdirectory("snapshots").FullName;
    private readonly SnapshotFolder _folder;

    public SnapshotFolderTests() => _folder = new(_path);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void AnUpdateWritesTheFormatOfVerify()
    {
        _folder.Update(Test, [Generated]);

        Assert.Equal([Verified], Files);
        byte[] expected = [0xEF, 0xBB, 0xBF, .. Encoding.ASCII.GetBytes("//HintName: N.A.g.cs\nclass A\n{\n}\n")];
        Assert.Equal(expected, File.ReadAllBytes(PathOf(Verified)));
    }

    [Fact]
    public void WhatWasWrittenIsAccepted()
    {
        _folder.Update(Test, [Generated]);

        Assert.Empty(_folder.Check(Test, [Generated]));
        Assert.Equal([Verified], Files);
    }

    [Fact]
    public void AMissingFileIsReportedAndReceived()
    {
        Assert.Equal([$"{Verified} is missing."], _folder.Check(Test, [Generated]));
        Assert.Equal([Received], Files);
        Assert.Equal(SnapshotText.ToBytes(Generated.Content), File.ReadAllBytes(PathOf(Received)));
    }

    [Fact]
    public void AReceivedFileIsAcceptedByRenamingIt()
    {
        _folder.Check(Test, [Generated]);
        File.Move(PathOf(Received), PathOf(Verified));
        Assert.Empty(_folder.Check(Test, [Generated]));
    }

    [Fact]
    public void AChangedFileIsReportedWithItsFirstDifferenceAndReceived()
    {
        _folder.Update(Test, [Generated]);
        SnapshotFile changed = Generated with { Text = "class A\n{ // changed\n}\n" };

        string fault = Assert.Single(_folder.Check(Test, [changed]));
        Assert.Equal(
            $"{Verified} (-) differs from what is generated (+) at line 3, column 2:\n    //HintName: N.A.g.cs\n    class A\n  - {{\n  + {{ // changed",
            fault);
        Assert.Equal([Received, Verified], Files);
        Assert.Equal(SnapshotText.ToBytes(changed.Content), File.ReadAllBytes(PathOf(Received)));
    }

    [Fact]
    public void AMissingNewlineAtTheEndIsAChange()
    {
        _folder.Update(Test, [Generated]);

        string fault = Assert.Single(_folder.Check(Test, [Generated with { Text = "class A\n{\n}" }]));
        Assert.Contains("line 5, column 1:", fault, StringComparison.Ordinal);
        Assert.EndsWith("+ (the text has ended)", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherHintNameIsAChange()
    {
        // Names that differ in a character that files cannot have.
        _folder.Update(Test, [Generated with { HintName = "N<A.g.cs" }]);

        string fault = Assert.Single(_folder.Check(Test, [Generated with { HintName = "N>A.g.cs" }]));
        Assert.StartsWith("Tests.Case#N-A.g.verified.cs (-) differs", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void AStaleFileIsReported()
    {
        SnapshotFile other = Generated with { HintName = "N.B.g.cs" };
        _folder.Update(Test, [Generated, other]);

        string fault = Assert.Single(_folder.Check(Test, [Generated]));
        Assert.StartsWith("Tests.Case#N.B.g.verified.cs is stale", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void AStaleFileOfAnotherKindIsReported()
    {
        // What Verify writes for diagnostics, and for a single file.
        File.WriteAllText(PathOf("Tests.Case.verified.txt"), "");
        _folder.Update("Tests.Other", [Generated]);

        string fault = Assert.Single(_folder.Check(Test, []));
        Assert.StartsWith("Tests.Case.verified.txt is stale", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void CarriageReturnsAreReported()
    {
        File.WriteAllBytes(PathOf(Verified), SnapshotText.ToBytes(Generated.Content.Replace("{\n", "{\r\n", StringComparison.Ordinal)));

        Assert.Equal([$"{Verified} has a carriage return in line 3."], _folder.Check(Test, [Generated]));
        Assert.Equal([Received, Verified], Files);
    }

    [Fact]
    public void AMissingByteOrderMarkIsReported()
    {
        File.WriteAllBytes(PathOf(Verified), Encoding.UTF8.GetBytes(Generated.Content));
        Assert.Equal([$"{Verified} has no byte order mark."], _folder.Check(Test, [Generated]));
    }

    [Fact]
    public void AnotherEncodingIsReported()
    {
        File.WriteAllBytes(PathOf(Verified), [0xEF, 0xBB, 0xBF, (byte)'a', 0xE4, (byte)'b']);
        Assert.Equal([$"{Verified} is not UTF-8."], _folder.Check(Test, [Generated]));
    }

    [Fact]
    public void EveryFaultIsReportedAtOnce()
    {
        _folder.Update(Test, [Generated, Generated with { HintName = "Old.g.cs" }]);
        Assert.Equal(3, _folder.Check(Test, [Generated with { Text = "" }, Generated with { HintName = "New.g.cs" }]).Count);
    }

    [Fact]
    public void AnUpdateRemovesWhatIsStaleOrReceived()
    {
        _folder.Update(Test, [Generated, Generated with { HintName = "N.B.g.cs" }]);
        _folder.Check(Test, [Generated with { Text = "" }]);
        _folder.Update(Test, [Generated]);
        Assert.Equal([Verified], Files);
    }

    [Fact]
    public void ACheckThatSucceedsRemovesWhatWasReceived()
    {
        _folder.Update(Test, [Generated]);
        _folder.Check(Test, [Generated with { Text = "" }]);
        Assert.Empty(_folder.Check(Test, [Generated]));
        Assert.Equal([Verified], Files);
    }

    [Fact]
    public void ATestLeavesTheFilesOfOthersAlone()
    {
        _folder.Update("Tests.CaseOfAnother", [Generated]);
        _folder.Update("Tests.Cas", [Generated]);
        _folder.Update(Test, [Generated]);
        _folder.Update(Test, []);

        Assert.Empty(_folder.Check(Test, []));
        Assert.Equal(["Tests.Cas#N.A.g.verified.cs", "Tests.CaseOfAnother#N.A.g.verified.cs"], Files);
    }

    [Fact]
    public void AFileOfNoTestIsAnOrphan()
    {
        _folder.Update(Test, [Generated]);
        _folder.Update("Tests.Removed", [Generated]);
        _folder.Check("Tests.Failed", [Generated]);
        Assert.Equal(["Tests.Failed#N.A.g.received.cs", "Tests.Removed#N.A.g.verified.cs"], _folder.Orphans([Test]));
    }

    [Fact]
    public void TheVersionOfTheToolIsNotPartOfASnapshot() =>
        Assert.Equal(
            "[GeneratedCode(\"BatchNormGen.Generator\", \"{version}\")] // 0.1.0",
            Snapshot.Scrubbed($"[GeneratedCode(\"BatchNormGen.Generator\", \"{LayerEmitter.ToolVersion}\")] // 0.1.0"));

    private IEnumerable<string> Files => Directory.EnumerateFiles(_path).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private string PathOf(string name) => Path.Combine(_path, name);
}
