using System.Collections.Immutable;
using BatchNormGen.Generator.Tests.Compiling;
using BatchNormGen.Generator.Tests.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace BatchNormGen.Generator.Tests.CodeFixes;

/// <summary>A project as an editor holds it: generators, the analyzer and the compiler report, a code fix mends.</summary>
internal sealed class FixedProject
{
    private const string Using = ModelSources.Using;

    private readonly Project _project;

    private FixedProject(Project project) => _project = project;

    /// <summary>A project of files, before each of which the library's namespaces are named.</summary>
    public static FixedProject Of(params string[] files)
    {
        LayerCompilation compilation = LayerCompilation.Of([.. files.Select(static file => Using + file)]);
        Project project = new AdhocWorkspace().AddProject("Fixed", LanguageNames.CSharp)
            .WithCompilationOptions(compilation.Input.Options)
            .WithParseOptions(compilation.Input.SyntaxTrees[0].Options)
            .WithMetadataReferences(compilation.Input.References);
        return new(compilation.Input.SyntaxTrees.Aggregate(project, static (all, tree) => all.AddDocument(tree.FilePath, tree.GetText(), filePath: tree.FilePath).Project));
    }

    /// <summary>The texts of the files.</summary>
    public async Task<string[]> TextsAsync()
    {
        SourceText[] texts = await Task.WhenAll(_project.Documents.OrderBy(static document => document.Name, StringComparer.Ordinal).Select(static document => document.GetTextAsync()));
        return [.. texts.Select(static text => text.ToString()[Using.Length..])];
    }

    /// <summary>What the generators and the analyzer report, in the order of the files, and what the compiler calls an error.</summary>
    public async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync()
    {
        Compilation compilation = (await _project.GetCompilationAsync())!;
        CSharpGeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new LayerGenerator().AsSourceGenerator(), new ModelGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)_project.ParseOptions!);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> generated);
        return
        [
            .. generated.Concat(await ModelRun.Analyze(output)).Concat(output.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
                .OrderBy(static diagnostic => diagnostic.Location.SourceTree!.FilePath, StringComparer.Ordinal)
                .ThenBy(static diagnostic => diagnostic.Location.SourceSpan),
        ];
    }

    /// <summary>What is offered for the first diagnostic.</summary>
    public async Task<IReadOnlyList<CodeAction>> OfferedAsync(CodeFixProvider provider) => await OfferedAsync(provider, (await DiagnosticsAsync())[0]);

    /// <summary>The project with the first diagnostic fixed, by the one fix that is offered.</summary>
    public async Task<FixedProject> FixFirstAsync(CodeFixProvider provider) => await ApplyAsync(Assert.Single(await OfferedAsync(provider)));

    /// <summary>The project with the last diagnostic fixed, by the one fix that is offered.</summary>
    public async Task<FixedProject> FixLastAsync(CodeFixProvider provider) =>
        await ApplyAsync(Assert.Single(await OfferedAsync(provider, (await DiagnosticsAsync())[^1])));

    /// <summary>The project with everything fixed that can be, as the first diagnostic is.</summary>
    public async Task<FixedProject> FixAllAsync(CodeFixProvider provider)
    {
        ImmutableArray<Diagnostic> diagnostics = await DiagnosticsAsync();
        CodeAction first = Assert.Single(await OfferedAsync(provider));
        FixAllContext context = new(
            DocumentOf(diagnostics[0]), provider, FixAllScope.Project, first.EquivalenceKey!, provider.FixableDiagnosticIds, new Reported(diagnostics), CancellationToken.None);
        return await ApplyAsync((await provider.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    private async Task<IReadOnlyList<CodeAction>> OfferedAsync(CodeFixProvider provider, Diagnostic diagnostic)
    {
        Assert.Contains(diagnostic.Id, provider.FixableDiagnosticIds);
        List<CodeAction> offered = [];
        CodeFixContext context = new(DocumentOf(diagnostic), diagnostic, (action, _) => offered.Add(action), CancellationToken.None);
        await provider.RegisterCodeFixesAsync(context);
        return offered;
    }

    private async Task<FixedProject> ApplyAsync(CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Solution changed = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution;
        return new(changed.GetProject(_project.Id)!);
    }

    private Document DocumentOf(Diagnostic diagnostic) => _project.GetDocument(diagnostic.Location.SourceTree)!;

    private sealed class Reported(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(diagnostic => diagnostic.Location.SourceTree!.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);
    }
}
