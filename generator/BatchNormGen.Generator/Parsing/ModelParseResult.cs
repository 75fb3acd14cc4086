using System.Collections.Immutable;
using BatchNormGen.Generator.Graphs;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing;

/// <summary>What parsing one class with a model's attribute gave.</summary>
/// <param name="Spec">The model, or its face where the definition has errors; null where the class itself is no place for a generated part.</param>
/// <param name="DeclarationDiagnostics">What is wrong with the class, as with a layer's: the generator reports it.</param>
/// <param name="DefinitionDiagnostics">What is wrong with the definition: the analyzer reports it.</param>
internal sealed record ModelParseResult(
    ModelSpec? Spec, ImmutableArray<Diagnostic> DeclarationDiagnostics, ImmutableArray<Diagnostic> DefinitionDiagnostics)
{
    public static ModelParseResult Nothing { get; } = new(null, ImmutableArray<Diagnostic>.Empty, ImmutableArray<Diagnostic>.Empty);
}
