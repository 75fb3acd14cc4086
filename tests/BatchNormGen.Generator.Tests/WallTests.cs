using System.Text.RegularExpressions;
using BatchNormGen.Generator.Tests.Compiling;

namespace BatchNormGen.Generator.Tests;

/// <summary>The wall between parser, planner and emitter: what the files of each folder of the generator may not name.</summary>
public sealed partial class WallTests
{
    private const string Roslyn = "Microsoft.CodeAnalysis";

    private static readonly string Root = Path.Combine(Repository.Root, "generator", "BatchNormGen.Generator");

    /// <summary>Nothing comes back through the wall, and what is passed on is plain data.</summary>
    [Theory]
    [InlineData("Parsing", "Planning", "Emission")]
    [InlineData("Planning", "Parsing", "Emission", Roslyn)]
    [InlineData("Emission", "Parsing")]
    [InlineData("Model", "Parsing", "Planning", "Emission", Roslyn)]
    [InlineData("Graphs", "Parsing", "Planning", "Emission", Roslyn)]
    [InlineData("Formulas", "Parsing", "Planning", "Emission", Roslyn)]
    public void A_folder_names_no_namespace_behind_the_wall(string folder, params string[] forbidden)
    {
        string[] files = Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => Namespaces(file)
            .Where(name => forbidden.Any(part => name.StartsWith(part, StringComparison.Ordinal)))
            .Select(name => $"{Path.GetRelativePath(Root, file)} names {name}")));
    }

    /// <summary>The one thing that the emitter has of Roslyn is how a string is quoted.</summary>
    [Fact]
    public void The_emitter_knows_no_symbols()
    {
        string[] files = Directory.GetFiles(Path.Combine(Root, "Emission"), "*.cs", SearchOption.AllDirectories);
        Assert.Equal(["Literal.cs"], files.Where(static file => Namespaces(file).Any(static name => name.StartsWith(Roslyn, StringComparison.Ordinal))).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("using BatchNormGen.Generator.Parsing;", "Parsing")]
    [InlineData("using static BatchNormGen.Generator.Parsing.Naming.HintName;", "Parsing.Naming.HintName")]
    [InlineData("    var name = Parsing.Naming.HintName.Of(type);", "Parsing.Naming.HintName.Of")]
    [InlineData("using Name = Microsoft.CodeAnalysis.ISymbol;", "Microsoft.CodeAnalysis.ISymbol")]
    public void A_namespace_is_found_however_it_is_named(string line, string name) => Assert.Contains(name, NamespacesIn(line));

    private static IEnumerable<string> Namespaces(string file) => NamespacesIn(File.ReadAllText(file));

    /// <summary>The names with dots, and what is imported: without the generator's own namespace in front.</summary>
    private static IEnumerable<string> NamespacesIn(string code) =>
        NameWithDots().Matches(code).Select(static match => match.Value.Replace("BatchNormGen.Generator.", "", StringComparison.Ordinal));

    [GeneratedRegex(@"(?<![\w.])[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")]
    private static partial Regex NameWithDots();
}
