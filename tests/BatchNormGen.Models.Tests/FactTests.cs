using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Models;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>What a model says of itself.</summary>
public sealed class FactTests
{
    [Fact]
    public void Shapes_and_numbers_are_those_of_the_definition()
    {
        Assert.Equal([1, 15, 15], SmallLeNet.InputShape);
        Assert.Equal([10], SmallLeNet.OutputShape);
        Assert.Equal((225, 10), (SmallLeNet.InputLength, SmallLeNet.OutputLength));

        // Maps of 6 × 15 × 15, of 16 × 3 × 3 from 6 × 7 × 7, and of 16 × 2 × 2.
        const int Conv1 = 6 * 25, Conv2 = 16 * 6 * 25, Fc1 = 40 * 64, Fc2 = 10 * 40;
        Assert.Equal(Conv1 + Conv2 + Fc1 + Fc2 + 10 + (2 * (6 + 16 + 40)), SmallLeNet.ParameterCount);
        Assert.Equal((Conv1 * 225) + (Conv2 * 9) + Fc1 + Fc2, SmallLeNet.MultiplyAdds);
    }

    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void Facts_agree_with_each_other(string name)
    {
        ModelCase test = ModelCase.Named(name);
        IModel<float> model = test.Create();
        Assert.Equal(test.Input.Length, model.InputLength);
        Assert.Equal(model.InputLength, model.InputShape.Aggregate(1, static (product, extent) => product * extent));
        Assert.Equal(model.OutputLength, model.OutputShape.Aggregate(1, static (product, extent) => product * extent));
        Assert.Equal(model.Parameters.Sum(static parameter => (long)parameter.Value.Length), model.ParameterCount);
        Assert.Equal(model.Parameters.Count, model.Parameters.Select(static parameter => parameter.Name).Distinct().Count());
        Assert.All(model.Parameters, static parameter => Assert.Equal(parameter.Value.Length, parameter.Shape.Aggregate(1, static (product, extent) => product * extent)));
        Assert.Same(model.Parameters, model.Parameters);
        Assert.NotEmpty(ModelMembers.SummaryOf(test.Type));
    }

    [Fact]
    public void Parameters_are_views_that_stay()
    {
        SmallResNet model = new();
        Assert.Same(model.Parameters[0], model.Conv1.Weight);
        Assert.Same(model.Parameters[2], model.Bn1.Beta);
        Assert.Equal("layer2.0.downsample.0.weight", model.Layer2_0_Downsample_0.Weight.Name);
        Assert.Null(model.Conv1.Bias);
        Assert.Equal([ParameterKind.Weight, ParameterKind.Scale, ParameterKind.Shift], model.Parameters.Take(3).Select(static parameter => parameter.Kind));
        Parameter<float> weight = model.Fc.Weight;
        model.Initialize(3);
        Assert.Same(weight, model.Fc.Weight);
    }

    [Fact]
    public void A_prediction_is_to_the_bit_that_of_its_layers_one_by_one()
    {
        FusedBlock block = new();
        BlockConvolution convolution = new();
        BlockNormalization normalization = new();
        BlockActivation activation = new();
        Numbers.Shake(block.Conv.Bias!.Value, 0.5, seed: 1);
        Numbers.Shake(block.Norm.Gamma!.Value, 0.5, seed: 2);
        Numbers.Shake(block.Norm.Beta!.Value, 0.5, seed: 3);
        Numbers.Shake(block.Norm.MovingMean, 0.5, seed: 4);
        Numbers.Shake(block.Norm.MovingVariance, 0.5, seed: 5);
        block.Conv.Weight.Value.CopyTo(convolution.Conv.Weight.Value);
        block.Conv.Bias.Value.CopyTo(convolution.Conv.Bias!.Value);
        block.Norm.Gamma.Value.CopyTo(normalization.Norm.Gamma!.Value);
        block.Norm.Beta.Value.CopyTo(normalization.Norm.Beta!.Value);
        block.Norm.MovingMean.CopyTo(normalization.Norm.MovingMean);
        block.Norm.MovingVariance.CopyTo(normalization.Norm.MovingVariance);

        float[] x = Numbers.Batch(3 * FusedBlock.InputLength, seed: 6), expected = new float[x.Length], between = new float[x.Length], y = new float[x.Length];
        convolution.ForwardInference(x, between);
        normalization.ForwardInference(between, expected);
        for (int i = 0; i < x.Length; i++)
        {
            between[i] = expected[i] + x[i];
        }

        activation.ForwardInference(between, expected);
        block.ForwardInference(x, y);
        Closeness.AssertSameBits(expected, y, "a block");
    }
}
