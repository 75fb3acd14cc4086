using System.Collections.Immutable;
using System.Linq;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Parsing;
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
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(ModelParser.AttributeName) is { } attribute)
            {
                start.RegisterSymbolAction(symbol => Analyze(symbol, attribute), SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol attribute)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        if (type.GetAttributes().Any(given => SymbolEqualityComparer.Default.Equals(given.AttributeClass, attribute)))
        {
            foreach (Diagnostic diagnostic in ModelParser.Parse(type, attribute, context.Compilation, context.CancellationToken).DefinitionDiagnostics)
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }
}
