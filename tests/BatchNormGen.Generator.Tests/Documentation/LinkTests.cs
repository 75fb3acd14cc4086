using System.Text.RegularExpressions;
using System.Xml.Linq;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests.Documentation;

/// <summary>Links between the repository's pages lead somewhere.</summary>
public sealed partial class LinkTests
{
    /// <summary>Where the repository's files are on the web: links that begin so are followed in the working copy.</summary>
    private static readonly string Web =
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("RepositoryUrl").Single().Value + "/blob/main/";

    public static TheoryData<string> Pages => [.. DocumentationPages.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files_and_headings(string page)
    {
        string[] faults = [.. LinksOf(page).Where(link => PathOf(page, link) is { } path && !Exists(path))];
        Assert.True(faults.Length == 0, $"{page} has links that lead nowhere: {string.Join(", ", faults)}");
    }

    [Fact]
    public void The_page_in_the_package_has_no_relative_links()
    {
        string[] links = [.. LinksOf("README.md")];
        Assert.True(links.Length >= 10, $"{links.Length} links");
        Assert.All(links, static link => Assert.StartsWith("https://", link, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_of_links_in_the_package_are_defined_and_used()
    {
        string prose = DocumentationPages.Prose("README.md");
        string[] defined = [.. Definitions().Matches(prose).Select(static match => match.Groups[1].Value.ToUpperInvariant())];
        string[] used = [.. References().Matches(Definitions().Replace(prose, "")).Select(static match => (match.Groups[2].Length > 0 ? match.Groups[2] : match.Groups[1]).Value.ToUpperInvariant())];
        Assert.Equal(defined.Order(), used.Distinct().Order());
    }

    private static IEnumerable<string> LinksOf(string page)
    {
        string prose = DocumentationPages.Prose(page);
        return Links().Matches(prose).Select(static match => match.Groups[1].Value).Concat(Definitions().Matches(prose).Select(static match => match.Groups[2].Value));
    }

    /// <summary>The file and heading in the working copy; null for a link to somewhere else.</summary>
    private static string? PathOf(string page, string link) =>
        link.StartsWith(Web, StringComparison.Ordinal) ? link[Web.Length..]
        : link.Contains("://", StringComparison.Ordinal) ? null
        : link.StartsWith('#') ? page + link
        : Path.GetRelativePath(Repository.Root, Path.GetFullPath(link, Path.Combine(Repository.Root, Path.GetDirectoryName(page)!))).Replace('\\', '/');

    private static bool Exists(string path)
    {
        string[] parts = path.Split('#');
        string file = Path.Combine(Repository.Root, parts[0]);
        return parts.Length == 1 ? File.Exists(file) || Directory.Exists(file) : File.Exists(file) && HeadingsOf(parts[0]).Contains(parts[1]);
    }

    /// <summary>The names under which GitHub finds headings: in lower case, hyphens for spaces, other signs left out.</summary>
    private static IEnumerable<string> HeadingsOf(string page) =>
        Headings().Matches(DocumentationPages.Text(page)).Select(static match => OtherSigns().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"^\[([^\]]+)\]: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Definitions();

    [GeneratedRegex(@"\[([^\]]+)\](?!\()(?:\[([^\]]+)\])?")]
    private static partial Regex References();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex OtherSigns();
}
