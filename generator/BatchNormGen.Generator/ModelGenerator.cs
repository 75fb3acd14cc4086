using System;
using BatchNormGen.Generator.Emission.Models;
using BatchNormGen.Generator.Emission.Models.Kernels;
using BatchNormGen.Generator.Graphs;
using BatchNormGen.Generator.Parsing;
using BatchNormGen.Generator.Parsing.Naming;
using BatchNormGen.Generator.Planning.Models;
using BatchNormGen.Generator.Planning.Models.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BatchNormGen.Generator;

/// <summary>Reads every class that an attribute declares a model, plans it, and writes its files. What is wrong with a definition is said by <see cref="ModelAnalyzer"/>.</summary>
/// <remarks>A generator of its own: whatever happens to one, the output of the other stays.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ModelParseResult> parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ModelDeclaration.AttributeName,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (target, cancellation) => target is { TargetSymbol: INamedTypeSymbol type, Attributes: [{ AttributeClass: { } attribute }, ..] }
                    && ModelDeclaration.Of(type, attribute, cancellation) is { } declaration
                    && declaration.Syntax == target.TargetNode // Of several attributes, which the compiler refuses, only the first one generates.
                        ? ModelParser.Parse(declaration, target.SemanticModel.Compilation, cancellation)
                        : ModelParseResult.Nothing)
            .WithTrackingName(TrackingNames.ModelParse);

        // As with layers: what hangs on the spec stays cached while its meaning does, and diagnostics carry true locations.
        IncrementalValuesProvider<ModelSpec> specs = parsed
            .Where(static result => result.Spec is not null)
            .Select(static (result, _) => result.Spec!)
            .WithTrackingName(TrackingNames.ModelSpec);

        IncrementalValuesProvider<Diagnostic> diagnostics = parsed
            .SelectMany(static (result, _) => result.Diagnostics)
            .WithTrackingName(TrackingNames.Diagnostics);

        // Where analyzers are switched off, nobody else would say why a model cannot be used.
        IncrementalValueProvider<bool> isAnalyzed = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => !AnalyzersAreOff(options.GlobalOptions));
        context.RegisterSourceOutput(parsed.SelectMany(static (result, _) => result.DefinitionErrors).Combine(isAnalyzed), static (output, found) =>
        {
            if (!found.Right)
            {
                output.ReportDiagnostic(found.Left);
            }
        });
        context.RegisterSourceOutput(diagnostics, static (output, diagnostic) => output.ReportDiagnostic(diagnostic));
        context.RegisterSourceOutput(specs, static (output, spec) =>
        {
            string file = spec.Type.HintName + HintName.Extension;
            if (spec is ModelFace face)
            {
                output.AddSource(file, ModelFaceEmitter.Emit(face, output.CancellationToken));
                return;
            }

            ModelPlan plan = ModelPlanner.Plan((ModelGraph)spec);
            output.AddSource(file, ModelEmitter.Emit(plan, output.CancellationToken));
            foreach (ModelKernel kernel in plan.Kernels)
            {
                output.AddSource($"{spec.Type.HintName}.{kernel.Name}{HintName.Extension}", ModelKernelEmitter.Emit(plan.Definition, kernel, output.CancellationToken));
            }
        });
    }

    /// <summary>Whether a project builds without analyzers; the package shows its properties to the compiler.</summary>
    private static bool AnalyzersAreOff(AnalyzerConfigOptions options) =>
        IsFalse(options, "build_property.RunAnalyzers") || IsFalse(options, "build_property.RunAnalyzersDuringBuild");

    private static bool IsFalse(AnalyzerConfigOptions options, string property) =>
        options.TryGetValue(property, out string? value) && value.Trim().Equals("false", StringComparison.OrdinalIgnoreCase);
}
