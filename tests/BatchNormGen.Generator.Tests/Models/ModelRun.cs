using System.Collections.Immutable;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BatchNormGen.Generator.Tests.Models;

/// <summary>What the generator and the analyzer make of models.</summary>
internal static class ModelRun
{
    /// <summary>The graphs of a source in which neither the compiler nor the analyzer sees anything wrong.</summary>
    public static async Task<ImmutableArray<ModelGraph>> GraphsOf(params string[] files)
    {
        GeneratorRun run = Generate(files);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(await Analyze(run.Output));
        return Graphs(run);
    }

    public static async Task<ModelGraph> GraphOf(params string[] files) => Assert.Single(await GraphsOf(files));

    public static ImmutableArray<ModelGraph> Graphs(GeneratorRun run) => [.. run.Step(TrackingNames.ModelSpec).Select(static output => output.Value).OfType<ModelGraph>()];

    /// <summary>Runs the generator of models on a project, before each file of which the namespaces are named.</summary>
    public static GeneratorRun Generate(params string[] files) => LayerCompilation.Of([.. files.Select(static file => ModelSources.Using + file)]).Generate(new ModelGenerator());

    /// <summary>What the analyzer says of a project, generated code included. An analyzer that throws is a failure.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Analyze(Compilation project)
    {
        CompilationWithAnalyzersOptions options = new(
            new AnalyzerOptions([]), (exception, _, _) => Assert.Fail(exception.ToString()), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> found = await new CompilationWithAnalyzers(project, [new ModelAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(found, static diagnostic => diagnostic.Id == "AD0001");
        return [.. found.Where(static diagnostic => !diagnostic.IsSuppressed).OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static diagnostic => diagnostic.Location.SourceSpan)];
    }
}
