using System.Collections.Immutable;
using BatchNormGen.Generator.Graphs;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing;

/// <summary>What parsing one class with a model's attribute gave.</summary>
/// <param name="Spec">The model, or its face where the definition has errors; null where the class itself is no place for a generated part.</param>
/// <param name="Diagnostics">What is wrong with the class, at its true locations.</param>
/// <param name="DefinitionErrors">The errors of the definition, which the analyzer reports, where analyzers run.</param>
internal sealed record ModelParseResult(ModelSpec? Spec, ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<Diagnostic> DefinitionErrors)
{
    public static ModelParseResult Nothing { get; } = new(null, ImmutableArray<Diagnostic>.Empty, ImmutableArray<Diagnostic>.Empty);
}
