using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>Where a node of a graph is written: the name of the layer that is called, or a sum.</summary>
/// <param name="Location">The place.</param>
/// <param name="Frame">The call of the method in which it stands.</param>
internal sealed record NodePlace(Location Location, Frame Frame);
