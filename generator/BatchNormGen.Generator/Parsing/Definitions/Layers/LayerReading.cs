using BatchNormGen.Generator.Graphs;

namespace BatchNormGen.Generator.Parsing.Definitions.Layers;

/// <summary>What a call of a layer was found to be.</summary>
/// <param name="Operation">What it computes; null where something of it is wrong or unknown.</param>
/// <param name="Shape">The shape of its output, as far as it is known.</param>
internal readonly record struct LayerReading(Operation? Operation, PartialShape Shape);
