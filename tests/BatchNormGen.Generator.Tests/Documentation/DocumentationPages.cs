using System.Text.RegularExpressions;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests.Documentation;

/// <summary>The repository's pages, as paths from its root with slashes.</summary>
internal static partial class DocumentationPages
{
    /// <summary>The page whose blocks are excerpts of generated code, but for the declaration that it begins with.</summary>
    public const string GeneratedCode = "docs/generated-code.md";

    /// <summary>Every page.</summary>
    public static string[] All { get; } =
    [
        .. Below(""),
        .. ((string[])["docs", "samples"]).SelectMany(static folder => Directory
            .EnumerateDirectories(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
            .Prepend(Path.Combine(Repository.Root, folder))
            .Select(static path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(static path => !path.Split('/').Any(static part => part is "bin" or "obj"))
            .SelectMany(Below)),
    ];

    public static string Text(string page) => File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");

    /// <summary>What stands between <c>```csharp</c> and <c>```</c>.</summary>
    public static IEnumerable<string> CSharpBlocks(string page) => CSharp().Matches(Text(page)).Select(static match => match.Groups[1].Value);

    /// <summary>A page without its blocks of code, in which brackets are no links.</summary>
    public static string Prose(string page) => CodeInLines().Replace(Blocks().Replace(Text(page), ""), "");

    private static IEnumerable<string> Below(string folder) => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md")
        .Select(file => folder.Length == 0 ? Path.GetFileName(file) : $"{folder}/{Path.GetFileName(file)}");

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex CodeInLines();
}
