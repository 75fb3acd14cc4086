using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions.Layers;

/// <summary>An argument of a call, as it was read.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Expression">What is written; null where nothing is, and the value is the default.</param>
internal readonly record struct LayerArgument(object? Value, SyntaxNode? Expression);
