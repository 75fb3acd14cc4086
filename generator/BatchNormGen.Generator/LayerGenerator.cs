using System;
using System.Threading;
using BatchNormGen.Generator.Emission;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing;
using BatchNormGen.Generator.Parsing.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator;

/// <summary>Writes the layer for every class that an attribute declares one: parse, plan, emit.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class LayerGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        Register(context, LayerKinds.BatchNorm, LayerEmitter.Emit);
        Register(context, LayerKinds.LayerNorm, LayerEmitter.Emit);
        Register(context, LayerKinds.RmsNorm, LayerEmitter.Emit);
        Register(context, LayerKinds.GroupNorm, LayerEmitter.Emit);
        Register(context, LayerKinds.InstanceNorm, LayerEmitter.Emit);
    }

    /// <summary>One kind of layer: one parse an attribute, two outputs.</summary>
    private static void Register<TSpec>(
        IncrementalGeneratorInitializationContext context, LayerKind<TSpec> kind, Func<TSpec, CancellationToken, string> emit)
        where TSpec : class, ILayerSpec, IEquatable<TSpec>
    {
        IncrementalValuesProvider<LayerParseResult<TSpec>> parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                kind.AttributeName,
                // Records only to say that they cannot be layers.
                static (node, _) => node is ClassDeclarationSyntax || node.IsKind(SyntaxKind.RecordDeclaration),
                (target, cancellation) => LayerParser.Parse(kind, target, cancellation))
            .WithTrackingName(TrackingNames.Parse);

        // Two outputs: diagnostics carry true source locations (so that #pragma works) and change with every edit;
        // the spec carries none, so that the source stays cached while the layer's meaning does.
        IncrementalValuesProvider<TSpec> specs = parsed
            .Where(static result => result.Spec is not null)
            .Select(static (result, _) => result.Spec!)
            .WithTrackingName(TrackingNames.LayerSpec);

        IncrementalValuesProvider<Diagnostic> diagnostics = parsed
            .SelectMany(static (result, _) => result.Diagnostics)
            .WithTrackingName(TrackingNames.Diagnostics);

        context.RegisterSourceOutput(diagnostics, static (output, diagnostic) => output.ReportDiagnostic(diagnostic));
        context.RegisterSourceOutput(specs, (output, spec) => output.AddSource(spec.Layer.Type.HintName + HintName.Extension, emit(spec, output.CancellationToken)));
    }
}
