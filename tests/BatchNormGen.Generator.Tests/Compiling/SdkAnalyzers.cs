using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BatchNormGen.Generator.Tests.Compiling;

/// <summary>The analyzers that come with the SDK, for code quality and style, with every rule of theirs a warning.</summary>
internal static class SdkAnalyzers
{
    private static readonly string Folder =
        typeof(SdkAnalyzers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "SdkAnalyzers").Value!;

    private static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> Analyzers = new(Load);

    /// <summary>What they say of the files that were generated.</summary>
    public static async Task<ImmutableArray<Diagnostic>> OfGeneratedFiles(GeneratorRun run)
    {
        HashSet<SyntaxTree> generated = [.. run.Sources.Select(static source => source.SyntaxTree)];
        ImmutableArray<Diagnostic> found = await Of(run.Output);
        return [.. found.Where(diagnostic => diagnostic.Location.SourceTree is { } tree && generated.Contains(tree))];
    }

    /// <summary>What they say of a whole project.</summary>
    public static Task<ImmutableArray<Diagnostic>> Of(Compilation compilation)
    {
        IEnumerable<string> rules = Analyzers.Value.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static rule => rule.Id).Distinct();
        Compilation strict = compilation.WithOptions(
            compilation.Options.WithSpecificDiagnosticOptions(rules.Select(static id => KeyValuePair.Create(id, ReportDiagnostic.Warn))));
        return strict.WithAnalyzers(Analyzers.Value).GetAnalyzerDiagnosticsAsync();
    }

    private static ImmutableArray<DiagnosticAnalyzer> Load() =>
    [
        .. new[] { "analyzers", Path.Combine("codestyle", "cs") }
            .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.dll"))
            .SelectMany(static file => new AnalyzerFileReference(file, Loader.Instance).GetAnalyzers(LanguageNames.CSharp)),
    ];

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public static Loader Instance { get; } = new();

        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);
    }
}
