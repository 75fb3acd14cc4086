using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>All settings of a layer that normalizes groups of channels, as declared. The values are not checked: the generator has done so.</summary>
/// <param name="Epsilon">Added to the variance inside the square root.</param>
/// <param name="Scale">Whether the layer learns gamma.</param>
/// <param name="Shift">Whether the layer learns beta.</param>
/// <param name="NumGroups">The number of groups.</param>
/// <param name="IsInstanceNorm">Whether it was declared as an InstanceNorm, whose parameters have names of their own in files.</param>
/// <param name="HasActivation">Whether there is an activation, whose gradient needs the value in front of it.</param>
/// <param name="HasResidual">Whether a second input is added to what is normalized.</param>
/// <param name="Preset">The framework whose names the layer's numbers have in files.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record GroupNormSettings(
    double Epsilon, bool Scale, bool Shift, int NumGroups, bool IsInstanceNorm, bool HasActivation, bool HasResidual, Framework Preset);
