using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>All settings of a batch normalization layer, as declared. The values are not checked: the generator has done so.</summary>
/// <param name="Epsilon">Added to the variance inside the square root.</param>
/// <param name="Scale">Whether the layer learns gamma.</param>
/// <param name="Shift">Whether the layer learns beta.</param>
/// <param name="Averaging">How the moving statistics follow the batches.</param>
/// <param name="Momentum">The weight of a new batch, where the averaging is <see cref="Averaging.Exponential"/>.</param>
/// <param name="Kept">The weight of the old value: beside <paramref name="Momentum"/>, as declared, so that no rounding comes between.</param>
/// <param name="MovingVariance">Which variance is averaged.</param>
/// <param name="HasActivation">Whether there is an activation, whose gradient needs the value in front of it.</param>
/// <param name="HasResidual">Whether a second input is added to what is normalized.</param>
/// <param name="Preset">The framework whose names the layer's numbers have in files.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record BatchNormSettings(
    double Epsilon, bool Scale, bool Shift, Averaging Averaging, double Momentum, double Kept, VarianceEstimator MovingVariance,
    bool HasActivation, bool HasResidual, Framework Preset)
{
    internal bool TracksMovingStatistics => Averaging != Averaging.None;
}

/// <summary>How moving statistics follow the batches.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum Averaging
{
    /// <summary>Not at all: the layer has none.</summary>
    None,

    /// <summary>By fixed weights.</summary>
    Exponential,

    /// <summary>The k-th batch enters with the weight 1/k.</summary>
    Cumulative,
}
