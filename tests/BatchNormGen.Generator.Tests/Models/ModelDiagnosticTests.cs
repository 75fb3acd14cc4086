using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace BatchNormGen.Generator.Tests.Models;

public class ModelDiagnosticTests
{
    public static TheoryData<string> Ids => [.. ModelDiagnostics.All.Select(static descriptor => descriptor.Id)];

    public static TheoryData<string> WarningIds =>
        [.. ModelDiagnostics.All.Where(static descriptor => descriptor.DefaultSeverity == DiagnosticSeverity.Warning).Select(static descriptor => descriptor.Id)];

    public static TheoryData<string> ErrorIds =>
        [.. ModelDiagnostics.All.Where(static descriptor => descriptor.DefaultSeverity == DiagnosticSeverity.Error).Select(static descriptor => descriptor.Id)];

    /// <summary>The analyzer and the generator come to one verdict: an error leaves only the face of the model, a warning leaves the model.</summary>
    [Theory]
    [MemberData(nameof(ModelDiagnosticCases.Indexes), MemberType = typeof(ModelDiagnosticCases))]
    public async Task A_fault_is_reported_at_its_place_with_its_facts(int index)
    {
        ModelDiagnosticCases.Case tested = ModelDiagnosticCases.All[index];
        MarkedSource source = tested.Marked;
        GeneratorRun run = LayerCompilation.Of(source.Text).Generate(new ModelGenerator());
        ImmutableArray<Diagnostic> found = await ModelRun.Analyze(run.Output);

        Assert.Equal(
            source.Spans.Select(span => (tested.Id, SourceOf(source.Text, span), span)).OrderBy(static place => place.span),
            found.Select(diagnostic => (diagnostic.Id, SourceOf(source.Text, diagnostic.Location.SourceSpan), diagnostic.Location.SourceSpan)));
        Assert.All(tested.Facts, fact => Assert.Contains(found, diagnostic => diagnostic.GetMessage().Contains(fact, StringComparison.OrdinalIgnoreCase)));
        Assert.All(found, diagnostic => Assert.Equal(Descriptor(tested.Id).DefaultSeverity, diagnostic.Severity));

        // The same without what is generated, as an editor has it that has not run the generator yet.
        Assert.Equal(found.Select(static diagnostic => diagnostic.ToString()), (await ModelRun.Analyze(LayerCompilation.Of(source.Text).Input)).Select(static diagnostic => diagnostic.ToString()));

        bool isError = Descriptor(tested.Id).DefaultSeverity == DiagnosticSeverity.Error;
        ModelSpec spec = Assert.IsAssignableFrom<ModelSpec>(Assert.Single(run.Step(TrackingNames.ModelSpec)).Value);
        Assert.Equal(isError, spec is ModelFace);
        Assert.InRange(run.Sources.Length, 1, isError ? 1 : int.MaxValue); // Of a model that is warned of there are kernels too.
        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain(run.CompilerDiagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public async Task Independent_faults_are_reported_at_once()
    {
        GeneratorRun run = ModelRun.Generate(
            """
            [Model(3, 32, 32)]
            partial class Net
            {
                static int Width = 64;

                static Features Define(FeatureMaps x)
                {
                    FeatureMaps y = x.Conv2D("a", Width, 3).Relu().Conv2D("b", 10, 0).MaxPool(2, padding: 5);
                    while (true)
                    {
                    }

                    y = Block(y.Conv2D("c", 9, 3, padding: 1, groups: 2), "d") + x.Conv2D("c", 9, 40);
                    return y.GlobalAveragePool().Dense("e", 1 - 1).Dense("parameters", (int)System.Math.Pow(1, 2));
                }

                static FeatureMaps Block(FeatureMaps x, string name) => x.Conv2D(name, 9, 3, stride: -1).Dropout(7);
            }
            """);
        Assert.Equal(
            [
                "BNG0106 Width", "BNG0104 0", "BNG0104 5", "BNG0107 while", "BNG0103 2", "BNG0111 \"c\"", "BNG0101 40", "BNG0104 1 - 1", "BNG0113 \"parameters\"", "BNG0108 Pow",
                "BNG0104 -1", "BNG0104 7",
            ],
            (await ModelRun.Analyze(run.Output)).Select(static diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)}"));
    }

    /// <summary>Neither a layer of a chain, nor a branch, nor a model keeps another one's faults from being told.</summary>
    [Fact]
    public async Task Faults_of_a_chain_of_branches_and_of_several_models_are_reported_at_once()
    {
        GeneratorRun run = ModelRun.Generate(
            """
            [BatchNorm(8, 2)] class Layer;
            [Model(3, 9, 9)] partial class Chain { static FeatureMaps Define(FeatureMaps x) => x.Conv2D("a", 8, 30).BatchNorm("b", momentum: 7).Conv2D("c", 0, 3).Dropout(2); }
            [Model(3, 9, 9)] partial class Branches { static FeatureMaps Define(FeatureMaps x) => x.Conv2D("a", 8, 31) + Missing(x.MaxPool(32)) + Other(x); static FeatureMaps Other(FeatureMaps x) => x.Dropout(3); }
            [Model(8)] class NotPartial { static Features Define(Features x) => x.Dense("d", -1); }
            [Model(8)] partial class Empty;
            """);
        Assert.Equal(
            ["BNG0101 30", "BNG0104 7", "BNG0104 0", "BNG0104 2", "BNG0101 31", "BNG0101 32", "BNG0104 3", "BNG0104 -1", "BNG0110 Empty"],
            (await ModelRun.Analyze(run.Output)).Select(static diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)}"));
        Assert.Equal("BNG0001", Assert.Single(run.Diagnostics).Id);
    }

    [Fact]
    public async Task A_fault_inside_a_block_tells_where_the_block_was_called()
    {
        MarkedSource source = MarkedSource.Parse(
            ModelSources.Using
            + """
            [Model(6, 9, 9)]
            partial class Net
            {
                static FeatureMaps Define(FeatureMaps x) => x.Relu().[|Outer|]("a", 11).Outer("b", 12);
            }

            static class Blocks
            {
                public static FeatureMaps Outer(this FeatureMaps x, string name, int kernel) => [|Inner|](x, name, kernel);

                private static FeatureMaps Inner(FeatureMaps x, string name, int kernel) => x.Conv2D(name, 8, [|kernel|]);
            }
            """);
        Diagnostic found = Assert.Single(await ModelRun.Analyze(LayerCompilation.Of(source.Text).Input));
        Assert.Equal("BNG0101", found.Id);
        Assert.Equal(source.Spans[2], found.Location.SourceSpan);
        Assert.Equal([source.Spans[1], source.Spans[0]], found.AdditionalLocations.Select(static location => location.SourceSpan));
        Assert.StartsWith("Conv2D 'a' has a kernel of 11", found.GetMessage(), StringComparison.Ordinal);
        Assert.EndsWith($"or padding: 1 (in the block 'Outer', called at line {LineOf(source.Text, source.Spans[0].Start)})", found.GetMessage(), StringComparison.Ordinal);

        static int LineOf(string text, int place) => text[..place].Count(static letter => letter == '\n') + 1;
    }

    /// <summary>Lines are counted as the compiler counts them when it prints the place of an error.</summary>
    [Fact]
    public async Task The_line_of_a_call_follows_directives()
    {
        GeneratorRun run = ModelRun.Generate(
            """
            [Model(6, 9, 9)]
            partial class Net
            {
            #line 700 "Net.txt"
                static FeatureMaps Define(FeatureMaps x) => Block(x);
            #line default
                static FeatureMaps Block(FeatureMaps x) => x.MaxPool(11);
            }
            """);
        Assert.EndsWith("(in the block 'Block', called at line 700 of Net.txt)", Assert.Single(await ModelRun.Analyze(run.Output)).GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>Every message has room for the call of the block, behind its own arguments.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void A_message_ends_with_the_place_for_a_call(string id)
    {
        string format = Descriptor(id).MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture);
        int[] arguments = [.. Regex.Matches(format, @"\{(\d)\}").Select(static match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.EndsWith($"{{{arguments.Max()}}}", format, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, arguments.Length), arguments.Order());
    }

    [Fact]
    public async Task A_warning_inside_a_block_tells_where_the_block_was_called()
    {
        GeneratorRun run = ModelRun.Generate("[Model(8)] partial class Net { static Features Define(Features x) => Block(x); static Features Block(Features x) { x.Relu(); return x.Dense(\"d\", 8).BatchNorm(\"b\"); } }");
        Assert.Equal(
            ["Nothing uses the output of Relu; use it, or remove the layer (in the block 'Block', called at line 3)", "Dense 'd' has a bias, and BatchNorm 'b' behind it subtracts it again with the mean; write bias: false (in the block 'Block', called at line 3)"],
            (await ModelRun.Analyze(run.Output)).Select(static diagnostic => diagnostic.GetMessage()));
    }

    [Fact]
    public async Task A_fault_in_another_file_is_reported_there()
    {
        GeneratorRun run = ModelRun.Generate(
            "[Model(6, 9, 9)] partial class Net { static FeatureMaps Define(FeatureMaps x) => Blocks.Block(x); }",
            "static class Blocks { public static FeatureMaps Block(FeatureMaps x) => x.MaxPool(11); }");
        Diagnostic found = Assert.Single(await ModelRun.Analyze(run.Output));
        Assert.Equal(LayerCompilation.PathOf(1), found.Location.SourceTree!.FilePath);
        Assert.Equal(LayerCompilation.PathOf(0), Assert.Single(found.AdditionalLocations).SourceTree!.FilePath);
        Assert.EndsWith($"(in the block 'Block', called at line {(ModelSources.Using + " ").Split('\n').Length} of {Path.GetFileName(LayerCompilation.PathOf(0))})", found.GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>What only generators declare does not exist while the generator of models runs. The analyzer sees it, and must not use it either.</summary>
    [Theory]
    [InlineData("x.Dense(\"d\", [|Norm.NumFeatures|])", "'NumFeatures' is declared by generated code alone")]
    [InlineData("x.Dense(\"d\", [|Twice|])", "'NumFeatures'")]
    [InlineData("x.Dense(\"d\", [|1 + Twice * 2|])", "'NumFeatures'")]
    [InlineData("x.Dense([|nameof(Norm.Gamma)|], 8)", "'Gamma'")]
    [InlineData("x.Dense([|\"a.\" + nameof(Norm.Gamma)|], 8)", "'Gamma'")]
    [InlineData("Default(x)", "'NumFeatures'")]
    public async Task What_generated_code_alone_declares_is_not_known(string definition, string fact)
    {
        MarkedSource source = MarkedSource.Parse(
            ModelSources.Using
            + $$"""
            [BatchNorm(16, 2)] partial class Norm;
            [Model(8)] partial class Net
            {
                const int Twice = 2 * Norm.NumFeatures;
                static Features Define(Features x) => {{definition}};
                static Features Default(Features x, int outputs = {{(definition.StartsWith("Default", StringComparison.Ordinal) ? "[|Norm.NumFeatures|]" : "3")}}) => x.Dense("d", outputs);
            }
            """);
        LayerCompilation project = LayerCompilation.Of(source.Text);
        GeneratorRun models = project.Generate(new ModelGenerator());
        Assert.IsType<ModelFace>(Assert.Single(models.Step(TrackingNames.ModelSpec)).Value);

        // As the compiler runs them: both generators, then the analyzer.
        CSharpGeneratorDriver.Create(new LayerGenerator(), new ModelGenerator()).RunGeneratorsAndUpdateCompilation(project.Input, out Compilation output, out _);
        Assert.Empty(output.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Diagnostic found = Assert.Single(await ModelRun.Analyze(output));
        Assert.Equal("BNG0106", found.Id);
        Assert.Equal(source.Spans[0], found.Location.SourceSpan);
        Assert.Contains(fact, found.GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>A part of a method that a generator writes is not there yet either.</summary>
    [Fact]
    public async Task A_body_that_a_generator_writes_is_not_read()
    {
        SyntaxTree generated = CSharpSyntaxTree.ParseText(
            "using BatchNormGen.Models; partial class Net { static partial Features Block(Features x) => x.Relu(); }", path: "obj/Other.Generator/Other.Generator.BlockGenerator/Net.g.cs");
        LayerCompilation project = LayerCompilation.Of(
            ModelSources.Using + "[Model(8)] partial class Net { static Features Define(Features x) => Block(x); static partial Features Block(Features x); }");
        Assert.IsType<ModelFace>(Assert.Single(project.Generate(new ModelGenerator()).Step(TrackingNames.ModelSpec)).Value);

        Diagnostic found = Assert.Single(await ModelRun.Analyze(project.Input.AddSyntaxTrees(generated)));
        Assert.Equal("BNG0108", found.Id);
        Assert.Contains("'Block' is declared by generated code alone", found.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layer_that_a_generator_writes_is_not_known()
    {
        string made = ModelSources.Everything[ModelSources.Everything.IndexOf("public abstract class Own", StringComparison.Ordinal)..].Replace("Own", "Made", StringComparison.Ordinal);
        SyntaxTree generated = CSharpSyntaxTree.ParseText(ModelSources.Using + made, path: "obj/Other.Generator/Other.Generator.LayerGenerator/Made.g.cs");
        LayerCompilation project = LayerCompilation.Of(ModelSources.Using + "[Model(8)] partial class Net { static Features Define(Features x) => x.Then<Made>(\"own\"); }");
        GeneratorRun run = project.Generate(new ModelGenerator());
        Assert.Empty(Assert.IsType<ModelFace>(Assert.Single(run.Step(TrackingNames.ModelSpec)).Value).Properties);

        Diagnostic found = Assert.Single(await ModelRun.Analyze(run.Output.AddSyntaxTrees(generated)));
        Assert.Equal("BNG0106", found.Id);
        Assert.Contains("'Made' is declared by generated code alone", found.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_the_users_is_not_taken_for_generated()
    {
        SyntaxTree blocks = CSharpSyntaxTree.ParseText("static class Sizes { public const int Width = 8; }", path: "src/Demo/Demo.Models/Sizes.cs");
        Compilation project = LayerCompilation.Of(ModelSources.Using + "[Model(Sizes.Width)] partial class Net { static Features Define(Features x) => x.Dense(\"d\", Sizes.Width); }").Input.AddSyntaxTrees(blocks);
        Assert.Empty(await ModelRun.Analyze(project));
    }

    [Theory]
    [MemberData(nameof(WarningIds))]
    public async Task A_warning_is_silenced_by_a_pragma_and_by_the_project(string id)
    {
        string source = ModelDiagnosticCases.All.First(tested => tested.Id == id).Marked.Text;
        Assert.Empty(await ModelRun.Analyze(LayerCompilation.Of($"#pragma warning disable {id}\n{source}").Input));
        Assert.Empty(await ModelRun.Analyze(LayerCompilation.Of(Silenced(id), source).Input));
    }

    [Theory]
    [MemberData(nameof(ErrorIds))]
    public async Task An_error_cannot_be_silenced(string id)
    {
        string source = ModelDiagnosticCases.All.First(tested => tested.Id == id).Marked.Text;
        Assert.Contains(
            await ModelRun.Analyze(LayerCompilation.Of(Silenced(id), $"#pragma warning disable {id}\n{source}").Input),
            diagnostic => diagnostic.Id == id && diagnostic.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>What is wrong with the class is reported as it is for layers, by the generator.</summary>
    [Theory]
    [InlineData("[Model(8)] class [|Net|] { static Features Define(Features x) => x; }", "BNG0001", "Model 'Net' needs 'Net' to be partial")]
    [InlineData("[Model(8)] static partial class [|Net|] { static Features Define(Features x) => x; }", "BNG0002", "Model 'Net' cannot be generated because it is static")]
    [InlineData("[Model(8)] partial record [|Net|] { static Features Define(Features x) => x; }", "BNG0002", "a record")]
    [InlineData("[Model(8)] partial class Net { static Features Define(Features x) => x; object [|Parameters|] = 3; }", "BNG0005", "Model 'Net' declares 'Parameters'")]
    [InlineData("[Model(8)] partial class Net { static Features Define(Features x) => x.Dense(\"fc\", 3); void [|Fc|]() { } }", "BNG0005", "declares 'Fc'")]
    [InlineData("class Base { public void Freeze() { } } [Model(8)] partial class [|Net|] : Base { static Features Define(Features x) => x; }", "BNG0006", "'Freeze' from 'Base'")]
    [InlineData("[Model(8)] partial class Net : IModel<float> { static Features Define(Features x) => x; int IModel<float>.[|InputLength|] => 8; }", "BNG0005", "InputLength'")]
    [InlineData("[Model(8)] partial class Base { static Features Define(Features x) => x; } [Model(8)] partial class [|Net|] : Base { static Features Define(Features x) => x; }", "BNG0006", "'Parameters' from 'Base'")]
    [InlineData("[Model(8)] partial class [|Clone|] { static Features Define(Features x) => x; }", "BNG0007", "'Clone'")]
    [InlineData("[Model(8, Preset = [|(Framework)9|])] partial class Net { static Features Define(Features x) => x; }", "BNG0018", "Model 'Net' has Preset 9")]
    [InlineData("[BatchNorm(8, 2)] [[|Model|](8)] partial class Net { static Features Define(Features x) => x; }", "BNG0031", "Model 'Net' has Model beside BatchNorm")]
    public void What_is_wrong_with_the_class_is_reported_as_with_a_layer(string marked, string id, string fact)
    {
        MarkedSource source = MarkedSource.Parse(ModelSources.Using + marked);
        GeneratorRun run = LayerCompilation.Of(source.Text).Generate(new ModelGenerator());
        Diagnostic found = Assert.Single(run.Diagnostics);
        Assert.Equal((id, source.Spans[0]), (found.Id, found.Location.SourceSpan));
        Assert.Contains(fact, found.GetMessage(), StringComparison.Ordinal);
        Assert.DoesNotContain(run.Sources, static generated => generated.HintName == "Net.g.cs");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_descriptor_has_a_case(string id) => Assert.Contains(ModelDiagnosticCases.All, tested => tested.Id == id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_descriptor_has_a_release_row_a_page_and_a_line_in_the_index(string id)
    {
        DiagnosticDescriptor descriptor = Descriptor(id);
        Assert.Contains($"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}", ReadText("generator/BatchNormGen.Generator/AnalyzerReleases.Unshipped.md"), StringComparison.Ordinal);
        Assert.Equal($"https://github.com/BatchNormGen/BatchNormGen/blob/main/docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", ReadText($"docs/diagnostics/{id}.md"), StringComparison.Ordinal);
        Assert.Contains($"| [{id}]({id}.md) | {descriptor.DefaultSeverity} | {descriptor.Title} |", ReadText("docs/diagnostics/README.md"), StringComparison.Ordinal);
    }

    /// <summary>A page's first block of C# shows the fault, its second the same model without.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_pages_examples_are_true(string id)
    {
        string[] examples = [.. Regex.Matches(ReadText($"docs/diagnostics/{id}.md"), "```csharp\n(.*?)```", RegexOptions.Singleline).Select(static match => match.Groups[1].Value)];
        Assert.Equal(2, examples.Length);

        GeneratorRun faulty = ModelRun.Generate(examples[0]);
        ImmutableArray<Diagnostic> found = await ModelRun.Analyze(faulty.Output);
        Assert.Equal([id], found.Select(static diagnostic => diagnostic.Id).Distinct());
        string[] lines = (ModelSources.Using + examples[0]).Split('\n');
        Assert.Equal(
            lines.Index().Where(line => line.Item.Contains("// " + id, StringComparison.Ordinal)).Select(static line => line.Index),
            found.Select(static diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line).Distinct());

        GeneratorRun repaired = ModelRun.Generate(examples[1]);
        Assert.Empty(repaired.Diagnostics);
        Assert.Empty(await ModelRun.Analyze(repaired.Output));
        Assert.IsType<ModelGraph>(Assert.Single(repaired.Step(TrackingNames.ModelSpec)).Value);
        Assert.Empty(repaired.CompilerDiagnostics);
    }

    [Fact]
    public void Ids_are_unique_and_consecutive_and_all_are_supported()
    {
        Assert.Equal(Enumerable.Range(101, ModelDiagnostics.All.Length).Select(static number => $"BNG{number:D4}"), ModelDiagnostics.All.Select(static descriptor => descriptor.Id));
        Assert.Equal(
            ModelDiagnostics.All,
            typeof(ModelDiagnostics).GetFields(BindingFlags.Static | BindingFlags.Public).Select(static field => field.GetValue(null)).OfType<DiagnosticDescriptor>());
        Assert.Equal(ModelDiagnostics.All, new ModelAnalyzer().SupportedDiagnostics);
    }

    private static LayerCompilation.Settings Silenced(string id) =>
        new() { Severities = new Dictionary<string, ReportDiagnostic> { [id] = ReportDiagnostic.Suppress }.ToImmutableDictionary() };

    private static DiagnosticDescriptor Descriptor(string id) => ModelDiagnostics.All.Single(descriptor => descriptor.Id == id);

    private static string SourceOf(string text, TextSpan span) => text.Substring(span.Start, span.Length);

    private static string ReadText(string path) => File.ReadAllText(Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n");
}
