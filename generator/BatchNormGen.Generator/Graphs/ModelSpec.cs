using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Graphs;

/// <summary>What was read of a class with a model's attribute: a graph or, where there are errors, only the face of one.</summary>
/// <remarks>
/// Cached between the runs of the generator: it and all that it holds must stay immutable and equal by value (no arrays, symbols, syntax or locations), or every
/// keystroke plans every model anew.
/// </remarks>
internal abstract record ModelSpec
{
    /// <summary>The class that carries the attribute.</summary>
    public required LayerType Type { get; init; }

    /// <summary>The properties of the model's layers, in the order in which they are defined.</summary>
    public required EquatableArray<LayerProperty> Properties { get; init; }
}
