namespace BatchNormGen.Generator.Graphs;

/// <summary>
/// What is left of a model with errors: its members, which throw, so that code that uses it has no errors of its own. The properties are those of the layers that could be read.
/// </summary>
internal sealed record ModelFace : ModelSpec;
