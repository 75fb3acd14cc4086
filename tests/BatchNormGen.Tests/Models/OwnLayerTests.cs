using BatchNormGen.Models;
using Xunit;

namespace BatchNormGen.Tests.Models;

/// <summary>What a layer of the user's own is made of.</summary>
public class OwnLayerTests
{
    [Fact]
    public void A_layer_that_keeps_its_shape_needs_no_second_Create()
    {
        Assert.Equal(6, Create<Doubling>([2, 3], [2, 3]).Parameters[0].Value.Length);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Create<Doubling>([2, 3], [6]));
        Assert.Contains("Doubling keeps the shape of its input, [2, 3], and the model expects [6]", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_is_made_with_values_and_gradients_of_zero()
    {
        Parameter<float> parameter = new("factor", ParameterKind.Scale, 2, 3);
        Assert.Equal(("factor", ParameterKind.Scale), (parameter.Name, parameter.Kind));
        Assert.Equal([2, 3], parameter.Shape);
        Assert.Equal(new float[6], parameter.Value);
        Assert.Equal(new float[6], parameter.Gradient);
        parameter.Value[5] = 1;
        Assert.Equal(0, parameter.Gradient[5]);
        Assert.Equal(1, new Parameter<float>("scalar", ParameterKind.Scale).Value.Length);
        Assert.Equal(0, new Parameter<float>("none", ParameterKind.Bias, 0, 5).Value.Length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-1, -1)]
    [InlineData(-1, 0)]
    [InlineData(65536, 65536)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue)]
    public void A_parameter_of_an_impossible_shape_is_refused(params int[] shape) => Assert.Contains(
        "Parameter 'weight': expected extents of at least 0", Assert.Throws<ArgumentException>(() => new Parameter<float>("weight", ParameterKind.Weight, shape)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_parameter_has_a_name() => Assert.Throws<ArgumentNullException>(static () => new Parameter<float>(null!, ParameterKind.Weight, 1));

    private static TLayer Create<TLayer>(int[] inputs, int[] outputs)
        where TLayer : ILayer<float, TLayer> => TLayer.Create(inputs, outputs);
}
