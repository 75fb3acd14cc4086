using BatchNormGen.CompilerServices;
using BatchNormGen.Models;
using Xunit;

namespace BatchNormGen.Tests.Models;

/// <summary>What a model shows of its layers.</summary>
public sealed partial class HolderTests
{
    [Fact]
    public void A_weight_and_a_bias_are_shown_as_they_are()
    {
        Parameter<float> weight = new("conv1.weight", ParameterKind.Weight, 6, 1, 5, 5), bias = new("conv1.bias", ParameterKind.Bias, 6);
        ConvolutionParameters<float> convolution = new(weight, bias);
        DenseParameters<float> dense = new(weight, null);
        Assert.Same(weight, convolution.Weight);
        Assert.Same(bias, convolution.Bias);
        Assert.Same(weight, dense.Weight);
        Assert.Null(dense.Bias);
    }

    [Fact]
    public void What_a_batch_normalization_learned_and_measured_is_shown_live_under_the_keys_of_files()
    {
        ChannelNorm norm = new();
        NormalizationParameters<float> parameters = new(norm.Core, "bn1.weight", "bn1.bias");
        Assert.Equal("bn1.weight [4]", parameters.Gamma!.ToString());
        Assert.Equal(("bn1.bias", ParameterKind.Shift), (parameters.Beta!.Name, parameters.Beta.Kind));
        norm.Gamma.Value[2] = 5;
        parameters.Beta.Gradient[1] = 7;
        Assert.Equal([1, 1, 5, 1], parameters.Gamma.Value);
        Assert.Equal(7, norm.Beta.Gradient[1]);

        parameters.Momentum = 0.5;
        norm.ForwardTraining([1, 2, 3, 4, 3, 4, 5, 6], new float[8]);
        Assert.Equal([1, 1.5f, 2, 2.5f], parameters.MovingMean);
        Assert.Equal([1, 1, 1, 1], parameters.MovingVariance);
        Assert.Equal(1, parameters.BatchesTracked);
        Assert.Equal(0.5, norm.Momentum);
        Assert.Throws<ArgumentOutOfRangeException>(() => parameters.Momentum = 0);
    }

    [Fact]
    public void A_normalization_without_moving_statistics_has_none_to_show_and_no_momentum_to_set()
    {
        NormalizationParameters<float> parameters = new(new RowNorm().Core, "ln.weight", "ln.bias");
        Assert.Equal("ln.weight", parameters.Gamma!.Name);
        Assert.Null(parameters.Beta);
        Assert.Equal(0, parameters.MovingMean.Length + parameters.MovingVariance.Length);
        Assert.Equal(0, parameters.BatchesTracked);
        Assert.Equal(0, parameters.Momentum);
        Assert.Contains("only batch normalizations", Assert.Throws<InvalidOperationException>(() => parameters.Momentum = 0.1).Message, StringComparison.Ordinal);
    }

    [BatchNorm(4, 2)]
    private sealed partial class ChannelNorm
    {
        public BatchNormCore<float> Core => _layer;
    }

    [LayerNorm(4, Shift = false)]
    private sealed partial class RowNorm
    {
        public RowNormCore<float> Core => _layer;
    }
}
