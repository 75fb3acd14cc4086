using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Planning.Models;

/// <summary>What becomes of the sums of a convolution or dense layer before they are written for good.</summary>
/// <param name="HasBias">Whether the layer's own offsets are added.</param>
/// <param name="HasNormalization">Whether they are normalized by moving statistics.</param>
/// <param name="HasResidual">Whether something else is added.</param>
/// <param name="Activation">What function is applied.</param>
internal readonly record struct ProductFinish(bool HasBias, bool HasNormalization, bool HasResidual, ActivationSpec Activation)
{
    /// <summary>Whether anything becomes of them.</summary>
    public bool Exists => HasBias || HasNormalization || HasResidual || Activation.Exists;
}
