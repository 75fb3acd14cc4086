namespace BatchNormGen;

/// <summary>
/// Turns a partial class into an instance normalization (Ulyanov, Vedaldi and Lempitsky, 2016): in each sample, each channel is normalized by its own mean
/// and variance. Parameters, the layer and its gradients are generated at compile time for the declared shape. There are no modes and no moving averages.
/// </summary>
/// <param name="numFeatures">The number of channels <c>C</c>, from 1 to 2²⁰; each has its own gamma and beta.</param>
/// <param name="numDims">
/// The rank of the tensors: 3 <c>(N, C, L)</c>, 4 <c>(N, C, H, W)</c> or 5 <c>(N, C, D, H, W)</c>; with <see cref="TensorLayout.ChannelsLast"/> the channels
/// are last instead. In rank 2 a channel of a sample is one value, so that nothing is left of it but beta.
/// </param>
/// <inheritdoc/>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class InstanceNormAttribute(int numFeatures, int numDims) : ChannelNormalizationAttribute(numFeatures, numDims)
{
    private protected override double DefaultEpsilon => BatchNormGen.DefaultEpsilon.OfMoments(Preset);
}
