using System.Collections.Immutable;
using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Graphs;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>What reading the definition of a model gave.</summary>
/// <param name="Nodes">The input and the layers.</param>
/// <param name="Output">Which of the nodes is the model's output; null where an error, ours or the compiler's, leaves no model.</param>
/// <param name="Properties">The properties of the layers whose names could be read.</param>
/// <param name="Diagnostics">What is wrong, and what is probably not meant.</param>
internal sealed record ParsedDefinition(
    EquatableArray<GraphNode> Nodes, int? Output, EquatableArray<LayerProperty> Properties, ImmutableArray<Diagnostic> Diagnostics);
