using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BatchNormGen.Generator.Tests;

public class DiagnosticTests
{
    private const string Using = "using BatchNormGen;\n";

    private static readonly DiagnosticDescriptor[] Descriptors =
    [
        .. typeof(DiagnosticDescriptors).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(static field => field.GetValue(null))
            .OfType<DiagnosticDescriptor>(),
    ];

    public static TheoryData<string> Ids => [.. Descriptors.Select(static descriptor => descriptor.Id)];

    public static TheoryData<string> ErrorIds =>
        [.. Descriptors.Where(static descriptor => descriptor.DefaultSeverity == DiagnosticSeverity.Error).Select(static descriptor => descriptor.Id)];

    public static TheoryData<string> WarningIds =>
        [.. Descriptors.Where(static descriptor => descriptor.DefaultSeverity == DiagnosticSeverity.Warning).Select(static descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(DiagnosticCases.Indexes), MemberType = typeof(DiagnosticCases))]
    public void A_fault_is_reported_at_its_place_with_its_facts(int index)
    {
        DiagnosticCases.Case tested = DiagnosticCases.All[index];
        MarkedSource source = tested.Marked;
        GeneratorRun run = LayerCompilation.Of(tested.Settings, source.Text).Generate();

        Assert.Equal(
            source.Spans.Select(span => (tested.Id, SourceOf(source.Text, span), span)).Order(),
            run.Diagnostics.Select(diagnostic => (diagnostic.Id, SourceOf(source.Text, diagnostic.Location.SourceSpan), diagnostic.Location.SourceSpan)).Order());
        Assert.All(run.Diagnostics, diagnostic =>
        {
            Assert.Same(run.Output.SyntaxTrees.First(), diagnostic.Location.SourceTree);
            Assert.Equal(Descriptor(tested.Id).DefaultSeverity, diagnostic.Severity);
            Assert.Contains($"'{tested.Layer}'", diagnostic.GetMessage(), StringComparison.Ordinal);
        });
        Assert.All(tested.Facts, fact => Assert.Contains(run.Diagnostics, diagnostic => diagnostic.GetMessage().Contains(fact, StringComparison.Ordinal)));

        // An error keeps the layer from being generated, a warning does not.
        bool isError = Descriptor(tested.Id).DefaultSeverity == DiagnosticSeverity.Error;
        Assert.DoesNotContain(run.Sources, generated => isError && generated.HintName == tested.Layer + ".g.cs");
        Assert.True(isError || run.Sources.Length == 1);
    }

    [Fact]
    public void Independent_faults_are_reported_at_once()
    {
        GeneratorRun run = LayerCompilation.Of(
            Using + "[BatchNorm(0, 9, Spatial = [0], Epsilon = 0, Momentum = 2, Decay = 2, Layout = (TensorLayout)9)] sealed class Norm { int Gamma; }").Generate();

        Assert.Equal(
            ["BNG0001", "BNG0005", "BNG0008", "BNG0009", "BNG0011", "BNG0013", "BNG0014", "BNG0015", "BNG0016", "BNG0018"],
            run.Diagnostics.Select(static diagnostic => diagnostic.Id).Order());
        Assert.Empty(run.Sources);
    }

    [Theory]
    [MemberData(nameof(WarningIds))]
    public void A_warning_is_silenced_by_a_pragma(string id)
    {
        DiagnosticCases.Case tested = DiagnosticCases.All.First(tested => tested.Id == id);
        Assert.Empty(LayerCompilation.Of($"#pragma warning disable {id}\n{tested.Marked.Text}").Generate().Diagnostics);
    }

    [Theory]
    [MemberData(nameof(WarningIds))]
    public void A_warnings_severity_is_the_projects_choice(string id)
    {
        string source = DiagnosticCases.All.First(tested => tested.Id == id).Marked.Text;

        Assert.Empty(Run(ReportDiagnostic.Suppress).Diagnostics);
        GeneratorRun asError = Run(ReportDiagnostic.Error);
        Assert.All(asError.Diagnostics, static diagnostic => Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity));
        Assert.NotEmpty(asError.Diagnostics);
        Assert.Single(asError.Sources);

        GeneratorRun Run(ReportDiagnostic severity) => LayerCompilation.Of(
            new LayerCompilation.Settings { Severities = new Dictionary<string, ReportDiagnostic> { [id] = severity }.ToImmutableDictionary() }, source).Generate();
    }

    [Theory]
    [MemberData(nameof(ErrorIds))]
    public void An_error_cannot_be_silenced(string id)
    {
        DiagnosticCases.Case tested = DiagnosticCases.All.First(tested => tested.Id == id);
        string source = $"#pragma warning disable {id}\n{tested.Marked.Text}";
        LayerCompilation.Settings silenced = tested.Settings with
        {
            Severities = new Dictionary<string, ReportDiagnostic> { [id] = ReportDiagnostic.Suppress }.ToImmutableDictionary(),
        };
        Assert.Contains(LayerCompilation.Of(silenced, source).Generate().Diagnostics, diagnostic => diagnostic.Id == id && diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_descriptor_has_a_case(string id) => Assert.Contains(DiagnosticCases.All, tested => tested.Id == id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_descriptor_has_a_release_row(string id)
    {
        string releases = ReadText("generator/BatchNormGen.Generator/AnalyzerReleases.Shipped.md") + ReadText("generator/BatchNormGen.Generator/AnalyzerReleases.Unshipped.md");
        DiagnosticDescriptor descriptor = Descriptor(id);
        Assert.Contains($"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}", releases, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_descriptor_has_a_page_and_a_line_in_the_index(string id)
    {
        DiagnosticDescriptor descriptor = Descriptor(id);
        Assert.Equal($"https://github.com/BatchNormGen/BatchNormGen/blob/main/docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", ReadText($"docs/diagnostics/{id}.md"), StringComparison.Ordinal);
        Assert.Contains($"| [{id}]({id}.md) | {descriptor.DefaultSeverity} | {descriptor.Title} |", ReadText("docs/diagnostics/README.md"), StringComparison.Ordinal);
    }

    /// <summary>A page's first block of C# shows the fault, its second the same declaration without.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void The_pages_examples_are_true(string id)
    {
        string[] examples = [.. ExamplesOf($"docs/diagnostics/{id}.md")];
        DiagnosticCases.Case faulty = DiagnosticCases.All.First(tested => tested.Id == id);
        bool isFixedInTheProject = faulty.Settings != new LayerCompilation.Settings();

        Assert.Equal(isFixedInTheProject ? 1 : 2, examples.Length);
        Assert.Equal([id], LayerCompilation.Of(faulty.Settings, faulty.Prefix + examples[0]).Generate().Diagnostics.Select(static diagnostic => diagnostic.Id).Distinct());
        GeneratorRun repaired = LayerCompilation.Of(Using + examples[^1]).Generate();
        Assert.Empty(repaired.Diagnostics);
        Assert.DoesNotContain(repaired.CompilerDiagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>The page tells of one diagnostic of the compiler's: its first block has it, its second does not.</summary>
    [Fact]
    public void An_array_in_a_project_that_is_CLS_compliant_is_documented_with_the_way_out()
    {
        string[] examples = [.. ExamplesOf("docs/diagnostics/README.md")];
        Assert.Equal(["CS3016"], LayerCompilation.Of(Using + examples[0]).Generate().CompilerDiagnostics.Select(static diagnostic => diagnostic.Id));
        LayerCompilation.Of(new LayerCompilation.Settings { WarningsAsErrors = true }, Using + examples[1]).Generate().AssertCompiles();
        Assert.Equal(2, examples.Length);
    }

    [Theory]
    [InlineData("LayerNorm(64)", false)]
    [InlineData("LayerNorm(64, 7)", true)]
    [InlineData("RmsNorm(64, 7, 7)", true)]
    public void Rows_of_several_axes_are_arrays_to_a_project_that_is_CLS_compliant(string attribute, bool isArray) =>
        Assert.Equal(
            isArray ? ["CS3016"] : [],
            LayerCompilation.Of($"{Using}[assembly: System.CLSCompliant(true)] [{attribute}] public sealed partial class Norm;").Generate().CompilerDiagnostics
                .Select(static diagnostic => diagnostic.Id));

    [Fact]
    public void Ids_are_unique_and_consecutive() =>
        Assert.Equal(Enumerable.Range(1, Descriptors.Length).Select(static number => $"BNG{number:D4}"), Descriptors.Select(static descriptor => descriptor.Id));

    private static DiagnosticDescriptor Descriptor(string id) => Descriptors.Single(descriptor => descriptor.Id == id);

    private static IEnumerable<string> ExamplesOf(string page) =>
        Regex.Matches(ReadText(page), "```csharp\n(.*?)```", RegexOptions.Singleline).Select(static match => match.Groups[1].Value);

    private static string SourceOf(string text, TextSpan span) => text.Substring(span.Start, span.Length);

    private static string ReadText(string path) => File.ReadAllText(Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n");
}
