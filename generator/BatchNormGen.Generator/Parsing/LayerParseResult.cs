using System.Collections.Immutable;
using BatchNormGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing;

/// <summary>What parsing one attribute gave.</summary>
/// <param name="Spec">The layer; null where an error keeps it from being generated.</param>
/// <param name="Diagnostics">The errors and warnings, at their true locations.</param>
internal sealed record LayerParseResult<TSpec>(TSpec? Spec, ImmutableArray<Diagnostic> Diagnostics)
    where TSpec : class, ILayerSpec;
