using System.Numerics;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

/// <summary>The weight of a new batch can be read, and follow a schedule.</summary>
public sealed class MomentumTests
{
    public static TheoryData<string> ByWeight =>
        [nameof(Row5), nameof(Plane17), nameof(Last33), nameof(UnbiasedPlane), nameof(QuarterRow), nameof(DecayRow), nameof(SlowPlane), nameof(KerasPlane), nameof(PlainRow)];

    [Theory, MemberData(nameof(ByWeight))]
    public void It_is_the_declared_weight_at_first(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        Assert.Equal(layer.Declaration.Momentum, MomentumOf(layer).Momentum);
    }

    [Theory, MemberData(nameof(ByWeight))]
    public void Averages_follow_by_the_weight_that_is_set(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        var reference = new ReferenceLayer(layer.Declaration with { Momentum = 0.375 });
        MomentumOf(layer).Momentum = 0.375;
        Assert.Equal(0.375, MomentumOf(layer).Momentum);

        TensorShape shape = layer.Declaration.ShapeOf(4, 9);
        for (int batch = 1; batch <= 3; batch++)
        {
            float[] x = Samples.Normal<float>(batch, shape, mean: batch);
            layer.Call(Direction.ForwardTraining, x, default, new float[x.Length], shape);
            reference.ForwardTraining(Samples.Widen<float>(x), shape);
        }

        Tolerance.Of<float>().AssertPerChannel<float>(reference.MovingMean, layer.Moving.MovingMean, _ => 20, "moving mean");
        Tolerance.Of<float>().AssertPerChannel<float>(reference.MovingVariance, layer.Moving.MovingVariance, c => reference.MovingVariance[c], "moving variance");
    }

    [Fact]
    public void A_weight_of_one_keeps_the_last_batch_alone()
    {
        var layer = new Row3 { Momentum = 1 };
        layer.ForwardTraining([1, 2, 3, 3, 4, 5], new float[6]);
        Assert.Equal([2f, 3, 4], layer.MovingMean.ToArray());
        Assert.Equal([1f, 1, 1], layer.MovingVariance.ToArray());
    }

    [Theory, MemberData(nameof(ByWeight))]
    public void Setting_the_declared_value_changes_no_bit(string name) => AssertDeclaredValueChangesNoBit(LayerTypes.Single(name), LayerTypes.Single(name));

    [Theory, InlineData(nameof(DoubleRow3)), InlineData(nameof(DoubleDecayRow))]
    public void Nor_does_it_in_double(string name) => AssertDeclaredValueChangesNoBit(LayerTypes.Double(name), LayerTypes.Double(name));

    [Fact]
    public void A_value_out_of_range_is_rejected()
    {
        LayerUnderTest<float> layer = Rejections.Trained(nameof(QuarterRow));
        foreach (double invalid in (double[])[0, -0.1, Math.BitIncrement(1), 2, double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            ArgumentOutOfRangeException exception = layer.AssertRejects<ArgumentOutOfRangeException>([], () => MomentumOf(layer).Momentum = invalid);
            exception.AssertSays(layer);
            Assert.Equal(invalid, exception.ActualValue);
            Assert.Equal(0.25, MomentumOf(layer).Momentum);
        }

        foreach (double valid in (double[])[double.Epsilon, 0.5, 1])
        {
            MomentumOf(layer).Momentum = valid;
            Assert.Equal(valid, MomentumOf(layer).Momentum);
        }
    }

    [Fact]
    public void It_is_saved_with_nothing()
    {
        var layer = new Row3 { Momentum = 0.5 };
        var state = new StateDictionary();
        layer.SaveState(state);
        Assert.DoesNotContain(state.Names, static name => name.Contains("momentum", StringComparison.OrdinalIgnoreCase));

        layer.Momentum = 0.75;
        layer.LoadState(state);
        Assert.Equal(0.75, layer.Momentum);
    }

    private static IMomentum MomentumOf<T>(LayerUnderTest<T> layer)
        where T : unmanaged, IFloatingPointIeee754<T> => (IMomentum)layer.Layer;

    private static void AssertDeclaredValueChangesNoBit<T>(LayerUnderTest<T> untouched, LayerUnderTest<T> assigned)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double declared = MomentumOf(assigned).Momentum;
        MomentumOf(assigned).Momentum = 0.7;
        MomentumOf(assigned).Momentum = declared;
        TensorShape shape = untouched.Declaration.ShapeOf(4, 9);
        for (int batch = 0; batch < 5; batch++)
        {
            T[] x = Samples.Normal<T>(batch, shape, mean: 3);
            untouched.Call(Direction.ForwardTraining, x, default, new T[x.Length], shape);
            assigned.Call(Direction.ForwardTraining, x, default, new T[x.Length], shape);
        }

        LayerState.Of(assigned).AssertSameAs(LayerState.Of(untouched));
    }
}
