using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Models;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>Initial values.</summary>
public sealed class InitializationTests
{
    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void A_seed_gives_the_same_values_each_time(string name)
    {
        ModelCase model = ModelCase.Named(name);
        IModel<float> first = model.Create(), second = model.Create(), third = model.Create();
        Assert.Equal(Values(first), Values(second));
        first.Initialize(0);
        Assert.Equal(Values(second), Values(first));
        first.Initialize(7);
        third.Initialize(7);
        Assert.Equal(Values(third), Values(first));
        bool drawsWeights = first.Parameters.Any(static parameter => parameter.Kind == ParameterKind.Weight);
        Assert.Equal(!drawsWeights, Values(first).SelectMany(static values => values).SequenceEqual(Values(second).SelectMany(static values => values)));
    }

    [Fact]
    public void Everything_is_as_in_a_new_model_again()
    {
        SmallLeNet model = new();
        float[][] before = [.. Values(model)];
        float[] x = Numbers.Batch(450, seed: 1), y = new float[20];
        model.ForwardTraining(x, y);
        model.Backward(x, y, []);
        foreach (Parameter<float> parameter in model.Parameters)
        {
            Numbers.Shake(parameter.Value, 1, seed: 2);
        }

        model.Initialize(0);
        Assert.Equal(before, Values(model));
        Assert.All(model.Parameters, static parameter => Assert.False(parameter.Gradient.ContainsAnyExcept(0f)));
        Assert.False(model.Bn1.MovingMean.ContainsAnyExcept(0f));
        Assert.False(model.Bn1.MovingVariance.ContainsAnyExcept(1f));
        Assert.Equal(0, model.Bn3.BatchesTracked);
    }

    [Fact]
    public void Layers_are_drawn_each_by_itself_within_the_bounds_of_the_preset()
    {
        // PyTorch's bound is 1/√fanIn; 400 inputs come into fc1.
        SmallLeNet model = new();
        float[] weights = model.Fc1.Weight.Value.ToArray();
        double bound = 1 / Math.Sqrt(model.Fc1.Weight.Shape[1]);
        Assert.InRange(weights.Max(), 0.99 * bound, bound);
        Assert.InRange(weights.Min(), -bound, -0.99 * bound);
        Assert.NotEqual(model.Conv2.Weight.Value[..100].ToArray(), model.Fc1.Weight.Value[..100].ToArray());
        Assert.True(model.Fc2.Bias!.Value.ContainsAnyExcept(0f));
        Assert.False(new StripeNet().Third.Bias!.Value.ContainsAnyExcept(0f));
    }

    private static IEnumerable<float[]> Values(IModel<float> model) => model.Parameters.Select(static parameter => parameter.Value.ToArray());
}
