using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing;

/// <summary>An argument as given, with the place to report it at. Never part of a spec.</summary>
/// <param name="Name">The attribute's name for it.</param>
/// <param name="Value">The constant.</param>
/// <param name="Location">The argument's expression.</param>
internal sealed record AttributeArgument<T>(string Name, T Value, Location Location);
