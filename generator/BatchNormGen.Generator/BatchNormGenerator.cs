using BatchNormGen.Generator.Emission;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing;
using BatchNormGen.Generator.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator;

/// <summary>Writes the layer for every class marked with <c>[BatchNorm]</c>: parse, plan, emit.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class BatchNormGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<LayerParseResult> parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "BatchNormGen.BatchNormAttribute",
                // Records only to say that they cannot be layers.
                static (node, _) => node is ClassDeclarationSyntax || node.IsKind(SyntaxKind.RecordDeclaration),
                static (target, cancellation) => LayerParser.Parse(target, cancellation))
            .WithTrackingName(TrackingNames.Parse);

        // Two outputs: diagnostics carry true source locations (so that #pragma works) and change with every edit;
        // the spec carries none, so that the source stays cached while the layer's meaning does.
        IncrementalValuesProvider<LayerSpec> specs = parsed
            .Where(static result => result.Spec is not null)
            .Select(static (result, _) => result.Spec!)
            .WithTrackingName(TrackingNames.LayerSpec);

        IncrementalValuesProvider<Diagnostic> diagnostics = parsed
            .SelectMany(static (result, _) => result.Diagnostics)
            .WithTrackingName(TrackingNames.Diagnostics);

        context.RegisterSourceOutput(diagnostics, static (output, diagnostic) => output.ReportDiagnostic(diagnostic));
        context.RegisterSourceOutput(specs, static (output, spec) =>
            output.AddSource(spec.Type.HintName + ".g.cs", LayerEmitter.Emit(spec, KernelPlanner.Plan(spec), output.CancellationToken)));
    }
}
