using System.Text;
using BatchNormGen.Generator.Emission.Text;
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
    public void An_update_writes_the_format_of_Verify()
    {
        _folder.Update(Test, [Generated]);

        Assert.Equal([Verified], Files);
        byte[] expected = [0xEF, 0xBB, 0xBF, .. Encoding.ASCII.GetBytes("//HintName: N.A.g.cs\nclass A\n{\n}\n")];
        Assert.Equal(expected, File.ReadAllBytes(PathOf(Verified)));
    }

    [Fact]
    public void What_was_written_is_accepted()
    {
        _folder.Update(Test, [Generated]);

        Assert.Empty(_folder.Check(Test, [Generated]));
        Assert.Equal([Verified], Files);
    }

    [Fact]
    public void A_missing_file_is_reported_and_received()
    {
        Assert.Equal([$"{Verified} is missing."], _folder.Check(Test, [Generated]));
        Assert.Equal([Received], Files);
        Assert.Equal(SnapshotText.ToBytes(Generated.Content), File.ReadAllBytes(PathOf(Received)));
    }

    [Fact]
    public void A_received_file_is_accepted_by_renaming_it()
    {
        _folder.Check(Test, [Generated]);
        File.Move(PathOf(Received), PathOf(Verified));
        Assert.Empty(_folder.Check(Test, [Generated]));
    }

    [Fact]
    public void A_changed_file_is_reported_with_its_first_difference_and_received()
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
    public void A_missing_newline_at_the_end_is_a_change()
    {
        _folder.Update(Test, [Generated]);

        string fault = Assert.Single(_folder.Check(Test, [Generated with { Text = "class A\n{\n}" }]));
        Assert.Contains("line 5, column 1:", fault, StringComparison.Ordinal);
        Assert.EndsWith("+ (the text has ended)", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_hint_name_is_a_change()
    {
        // Names that differ in a character that files cannot have.
        _folder.Update(Test, [Generated with { HintName = "N<A.g.cs" }]);

        string fault = Assert.Single(_folder.Check(Test, [Generated with { HintName = "N>A.g.cs" }]));
        Assert.StartsWith("Tests.Case#N-A.g.verified.cs (-) differs", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stale_file_is_reported()
    {
        SnapshotFile other = Generated with { HintName = "N.B.g.cs" };
        _folder.Update(Test, [Generated, other]);

        string fault = Assert.Single(_folder.Check(Test, [Generated]));
        Assert.StartsWith("Tests.Case#N.B.g.verified.cs is stale", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stale_file_of_another_kind_is_reported()
    {
        // What Verify writes for diagnostics, and for a single file.
        File.WriteAllText(PathOf("Tests.Case.verified.txt"), "");
        _folder.Update("Tests.Other", [Generated]);

        string fault = Assert.Single(_folder.Check(Test, []));
        Assert.StartsWith("Tests.Case.verified.txt is stale", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Carriage_returns_are_reported()
    {
        File.WriteAllBytes(PathOf(Verified), SnapshotText.ToBytes(Generated.Content.Replace("{\n", "{\r\n", StringComparison.Ordinal)));

        Assert.Equal([$"{Verified} has a carriage return in line 3."], _folder.Check(Test, [Generated]));
        Assert.Equal([Received, Verified], Files);
    }

    [Fact]
    public void A_missing_byte_order_mark_is_reported()
    {
        File.WriteAllBytes(PathOf(Verified), Encoding.UTF8.GetBytes(Generated.Content));
        Assert.Equal([$"{Verified} has no byte order mark."], _folder.Check(Test, [Generated]));
    }

    [Fact]
    public void Another_encoding_is_reported()
    {
        File.WriteAllBytes(PathOf(Verified), [0xEF, 0xBB, 0xBF, (byte)'a', 0xE4, (byte)'b']);
        Assert.Equal([$"{Verified} is not UTF-8."], _folder.Check(Test, [Generated]));
    }

    [Fact]
    public void Every_fault_is_reported_at_once()
    {
        _folder.Update(Test, [Generated, Generated with { HintName = "Old.g.cs" }]);
        Assert.Equal(3, _folder.Check(Test, [Generated with { Text = "" }, Generated with { HintName = "New.g.cs" }]).Count);
    }

    [Fact]
    public void An_update_removes_what_is_stale_or_received()
    {
        _folder.Update(Test, [Generated, Generated with { HintName = "N.B.g.cs" }]);
        _folder.Check(Test, [Generated with { Text = "" }]);
        _folder.Update(Test, [Generated]);
        Assert.Equal([Verified], Files);
    }

    [Fact]
    public void A_check_that_succeeds_removes_what_was_received()
    {
        _folder.Update(Test, [Generated]);
        _folder.Check(Test, [Generated with { Text = "" }]);
        Assert.Empty(_folder.Check(Test, [Generated]));
        Assert.Equal([Verified], Files);
    }

    [Fact]
    public void A_test_leaves_the_files_of_others_alone()
    {
        _folder.Update("Tests.CaseOfAnother", [Generated]);
        _folder.Update("Tests.Cas", [Generated]);
        _folder.Update(Test, [Generated]);
        _folder.Update(Test, []);

        Assert.Empty(_folder.Check(Test, []));
        Assert.Equal(["Tests.Cas#N.A.g.verified.cs", "Tests.CaseOfAnother#N.A.g.verified.cs"], Files);
    }

    [Fact]
    public void A_file_of_no_test_is_an_orphan()
    {
        _folder.Update(Test, [Generated]);
        _folder.Update("Tests.Removed", [Generated]);
        _folder.Check("Tests.Failed", [Generated]);
        Assert.Equal(["Tests.Failed#N.A.g.received.cs", "Tests.Removed#N.A.g.verified.cs"], _folder.Orphans([Test]));
    }

    [Fact]
    public void The_version_of_the_tool_is_not_part_of_a_snapshot() =>
        Assert.Equal(
            "[GeneratedCode(\"BatchNormGen.Generator\", \"{version}\")] // 0.1.0",
            Snapshot.Scrubbed($"[GeneratedCode(\"BatchNormGen.Generator\", \"{GeneratedAttributes.ToolVersion}\")] // 0.1.0"));

    private IEnumerable<string> Files => Directory.EnumerateFiles(_path).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private string PathOf(string name) => Path.Combine(_path, name);
}
