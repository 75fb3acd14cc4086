using System.Collections.Generic;
using BatchNormGen.Generator.Model;

namespace BatchNormGen.Generator.Graphs;

/// <summary>What layers learn: the names that files have for it, and its shapes.</summary>
internal static class LayerParameters
{
    /// <param name="operation">The layer.</param>
    /// <param name="name">Its name.</param>
    /// <param name="input">What it takes.</param>
    /// <param name="preset">The framework whose names files have.</param>
    public static IEnumerable<ParameterSpec> Of(Operation operation, string name, FlowShape input, Framework preset) => operation switch
    {
        ConvolutionOperation convolution => Weights(
            KeyOf(name, preset), WeightNames.OfConvolution(preset), convolution.HasBias,
            convolution.Outputs, input.Channels / convolution.Groups, convolution.Window.Kernel, convolution.Window.Kernel),
        DenseOperation dense => Weights(KeyOf(name, preset), WeightNames.OfDense(preset), dense.HasBias, dense.Outputs, input.Channels),
        NormalizationOperation normalization => GammaAndBeta(KeyOf(name, preset), NamesOf(normalization, preset), normalization.Affine, input.Channels),
        _ => [],
    };

    /// <summary>The multiplications with an addition that a layer takes for one sample.</summary>
    public static long MultiplyAdds(Operation operation, FlowShape input, FlowShape output) => operation switch
    {
        ConvolutionOperation convolution =>
            (long)output.Length * (input.Channels / convolution.Groups) * convolution.Window.Kernel * convolution.Window.Kernel,
        DenseOperation => (long)output.Channels * input.Channels,
        _ => 0,
    };

    /// <summary>What stands before the names of a layer's tensors in files: the layer's name with the separator of its framework.</summary>
    private static string KeyOf(string name, Framework preset) => name + WeightNames.SeparatorOf(preset);

    private static ParameterNames NamesOf(NormalizationOperation operation, Framework preset) => operation switch
    {
        GroupNormOperation => ParameterNames.OfGroupNorm(preset),
        InstanceNormOperation => ParameterNames.OfInstanceNorm(preset),
        RowNormOperation { Statistic: RowStatistic.MeanSquare } => ParameterNames.OfRmsNorm(preset),
        RowNormOperation => ParameterNames.OfLayerNorm(preset),
        _ => ParameterNames.OfBatchNorm(preset),
    };

    private static IEnumerable<ParameterSpec> Weights(string key, WeightNames names, bool hasBias, params int[] shape)
    {
        yield return new(key + names.Weight, ParameterKind.Weight, new(shape));
        if (hasBias)
        {
            yield return new(key + names.Bias, ParameterKind.Bias, new([shape[0]]));
        }
    }

    private static IEnumerable<ParameterSpec> GammaAndBeta(string key, ParameterNames names, AffineSpec affine, int count)
    {
        if (affine.Scale)
        {
            yield return new(key + names.Gamma, ParameterKind.Scale, new([count]));
        }

        if (affine.Shift)
        {
            yield return new(key + names.Beta, ParameterKind.Shift, new([count]));
        }
    }
}
