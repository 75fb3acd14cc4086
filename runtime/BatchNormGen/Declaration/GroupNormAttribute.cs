namespace BatchNormGen;

/// <summary>
/// Turns a partial class into a group normalization (Wu and He, 2018): in each sample, the channels of a group are normalized together, by their own mean
/// and variance. Parameters, the layer and its gradients are generated at compile time for the declared shape. There are no modes and no moving averages.
/// </summary>
/// <param name="numGroups">The number of groups, which divides the number of channels: each group has as many of them, side by side.</param>
/// <param name="numFeatures">The number of channels <c>C</c>, from 1 to 2²⁰; each has its own gamma and beta.</param>
/// <param name="numDims">
/// The rank of the tensors: 2 <c>(N, C)</c>, 3 <c>(N, C, L)</c>, 4 <c>(N, C, H, W)</c> or 5 <c>(N, C, D, H, W)</c>;
/// with <see cref="TensorLayout.ChannelsLast"/> the channels are last instead.
/// </param>
/// <inheritdoc/>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class GroupNormAttribute(int numGroups, int numFeatures, int numDims) : ChannelNormalizationAttribute(numFeatures, numDims)
{
    /// <summary>The number of groups.</summary>
    public int NumGroups { get; } = numGroups;

    private protected override double DefaultEpsilon => BatchNormGen.DefaultEpsilon.OfMoments(Preset);
}
