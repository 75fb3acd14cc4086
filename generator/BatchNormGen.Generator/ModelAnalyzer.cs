using System.Collections.Immutable;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Parsing;
using BatchNormGen.Generator.Parsing.Definitions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BatchNormGen.Generator;

/// <summary>Says what is wrong with the definition of a model, while it is being typed: editors may run generators on save only, analyzers run at every keystroke.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ModelDiagnostics.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Models that a script has written are wrong as others are, and nobody else would say so.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(ModelDeclaration.AttributeName) is { } attribute)
            {
                start.RegisterSymbolAction(symbol => Analyze(symbol, attribute), SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol attribute)
    {
        if (ModelDeclaration.Of((INamedTypeSymbol)context.Symbol, attribute, context.CancellationToken) is { } declaration)
        {
            foreach (Diagnostic diagnostic in DefinitionParser.Parse(declaration, context.Compilation, context.CancellationToken).Diagnostics)
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }
}
