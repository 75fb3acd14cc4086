namespace BatchNormGen.State.Models;

/// <summary>A layer of a model that is saved under its name.</summary>
/// <param name="Name">The name.</param>
/// <param name="State">What is saved.</param>
internal sealed record ModelPart(string Name, ISavedState State);
