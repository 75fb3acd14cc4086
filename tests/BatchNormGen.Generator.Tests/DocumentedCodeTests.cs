using System.Text.RegularExpressions;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests;

/// <summary>Excerpts of generated code in the documentation are what is generated.</summary>
public sealed partial class DocumentedCodeTests
{
    [Theory]
    [InlineData("docs/generated-code.md", 24)]
    public void Excerpts_of_generated_code_are_in_the_snapshots(string page, int leastExcerpts)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, page));
        string[] snapshots =
        [
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests/BatchNormGen.Generator.Tests/Snapshots"), "*.verified.cs")
                .Select(file => Unindented(File.ReadAllText(file))),
        ];
        string[] excerpts =
        [
            .. CodeBlocks().Matches(text).Select(match => Unindented(ScrubbedVersion().Replace(match.Groups[1].Value, "\"{version}\")")))
                .Where(static excerpt => !Declaration().IsMatch(excerpt)), // what users write
        ];

        Assert.True(excerpts.Length >= leastExcerpts, $"{page} holds {excerpts.Length} excerpts.");
        Assert.All(excerpts, excerpt => Assert.True(
            snapshots.Any(snapshot => snapshot.Contains(excerpt, StringComparison.Ordinal)), $"{page} shows what is not generated:\n{excerpt}"));
    }

    private static string Unindented(string text) => string.Join("\n", text.Split('\n').Select(static line => line.Trim()));

    [GeneratedRegex(@"^\[(\w+Norm|Model)\(", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlocks();

    [GeneratedRegex("""
        "\d+\.\d+\.\d+"\)
        """)]
    private static partial Regex ScrubbedVersion();
}
