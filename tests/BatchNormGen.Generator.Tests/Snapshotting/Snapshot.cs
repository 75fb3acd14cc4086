using System.Runtime.CompilerServices;
using System.Text;
using BatchNormGen.Generator.Emission.Text;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests.Snapshotting;

/// <summary>Compares what is generated with what was last accepted: the files in <c>Snapshots</c>.</summary>
/// <remarks>
/// To accept all changes: <c>UPDATE_SNAPSHOTS=1 dotnet test tests/BatchNormGen.Generator.Tests --filter SnapshotTests</c>, then review the
/// difference in version control. The files are those of the Verify library, which compares them itself where the project is built with
/// <c>-p:SnapshotEngine=Verify</c>.
/// </remarks>
internal static class Snapshot
{
    private const string FolderName = "Snapshots";
    private const string UpdateCommand = "UPDATE_SNAPSHOTS=1 dotnet test tests/BatchNormGen.Generator.Tests --filter SnapshotTests";

    /// <summary>Whether changes are accepted instead of reported.</summary>
    public static bool IsUpdating { get; } = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") is "1" or "true";

    public static SnapshotFolder Folder { get; } = new(Path.Combine(Repository.Root, "tests", "BatchNormGen.Generator.Tests", FolderName));

    /// <summary>Fails where a file of the calling test is missing, differs, or is no longer generated.</summary>
    public static Task Check(GeneratorRun run, [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        Assert.Empty(run.Diagnostics);
        Assert.NotEmpty(run.Sources);
        return Compare(run, file, test);
    }

#if SNAPSHOTS_BY_VERIFY
    /// <remarks>Verify has the names of the class and the test from xunit, and looks for the folder beside the file.</remarks>
    private static async Task Compare(GeneratorRun run, string file, string _)
    {
        VerifyTests.VerifySettings settings = new();
        settings.UseDirectory(FolderName);
        settings.AddScrubber(static text => Scrub(text));
        if (IsUpdating)
        {
            settings.AutoVerify(includeBuildServer: true, throwException: false);
        }

        await VerifyXunit.Verifier.Verify(run.DriverResult, settings, file);
    }
#else
    private static Task Compare(GeneratorRun run, string file, string test)
    {
        string name = $"{Path.GetFileNameWithoutExtension(file)}.{test}";
        SnapshotFile[] generated = [.. run.Sources.Select(static source => new SnapshotFile(source.HintName, Scrubbed(source.SourceText.ToString())))];
        if (IsUpdating)
        {
            Folder.Update(name, generated);
        }

        IReadOnlyList<string> faults = Folder.Check(name, generated);
        Assert.True(faults.Count == 0, string.Join("\n\n", faults) + "\n\nTo accept: " + UpdateCommand);
        return Task.CompletedTask;
    }
#endif

    /// <summary>The text without the version of the tool, which would change every snapshot with every release.</summary>
    public static string Scrubbed(string text)
    {
        StringBuilder scrubbed = new(text);
        Scrub(scrubbed);
        return scrubbed.ToString();
    }

    private static void Scrub(StringBuilder text) =>
        text.Replace(GeneratedCode(GeneratedAttributes.ToolVersion), GeneratedCode("{version}"));

    private static string GeneratedCode(string version) => $"GeneratedCode({Literal.Of(GeneratedAttributes.ToolName)}, {Literal.Of(version)})";
}
