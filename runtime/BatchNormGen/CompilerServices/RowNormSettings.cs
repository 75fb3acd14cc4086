using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>All settings of a layer that normalizes rows, as declared. The values are not checked: the generator has done so.</summary>
/// <param name="Epsilon">Added to the variance, or to the mean square, inside the square root.</param>
/// <param name="Scale">Whether the layer learns gamma.</param>
/// <param name="Shift">Whether the layer learns beta.</param>
/// <param name="ByMeanSquare">Whether rows are divided by the root of their mean square, instead of normalized by mean and variance.</param>
/// <param name="HasActivation">Whether there is an activation, whose gradient needs the value in front of it.</param>
/// <param name="HasResidual">Whether a second input is added to what is normalized.</param>
/// <param name="Preset">The framework whose names the layer's numbers have in files.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record RowNormSettings(
    double Epsilon, bool Scale, bool Shift, bool ByMeanSquare, bool HasActivation, bool HasResidual, Framework Preset);
