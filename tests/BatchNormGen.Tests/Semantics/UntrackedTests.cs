using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

public sealed class UntrackedTests
{
    public static TheoryData<string> Untracked =>
        [nameof(UntrackedRow), nameof(UntrackedPlane), nameof(UntrackedFixed), nameof(UntrackedLast), nameof(UntrackedPlain), nameof(Bn2dNoaffineNotrack), nameof(Bn4dNotrack)];

    [Theory, MemberData(nameof(Untracked))]
    public void Prediction_gives_the_bits_of_training(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(4, 33);
        float[] x = Samples.Normal<float>(7, shape, mean: 20);
        float[] predicted = new float[x.Length];
        float[] trained = new float[x.Length];

        layer.Call(Direction.ForwardInference, x, default, predicted, shape);
        layer.Call(Direction.ForwardTraining, x, default, trained, shape);

        Bits.AssertSame<float>(trained, predicted, name);
    }

    [Theory, MemberData(nameof(Untracked))]
    public void Backward_in_prediction_gives_the_bits_of_backward(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(4, 33);
        float[] x = Samples.Normal<float>(7, shape, mean: 20);
        float[] dy = Samples.Normal<float>(8, shape);
        float[] predicted = new float[x.Length];
        float[] trained = new float[x.Length];

        layer.Call(Direction.BackwardInference, x, dy, predicted, shape);
        layer.Call(Direction.ForwardTraining, x, default, trained, shape);
        layer.Call(Direction.Backward, x, dy, trained, shape);

        Bits.AssertSame<float>(trained, predicted, name);
    }

    [Theory]
    [InlineData(nameof(UntrackedRow))]
    [InlineData(nameof(UntrackedPlane))]
    [InlineData(nameof(UntrackedLast))]
    [InlineData(nameof(UntrackedPlain))]
    public void Prediction_on_one_value_per_channel_gives_beta(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        Samples.Parameters(3, layer.Layer.Parameters);
        TensorShape shape = layer.Declaration.NumDims == 2 ? layer.Declaration.Shape(1) : layer.Declaration.Shape(1, 1, 1);
        float[] x = Samples.Normal<float>(7, shape, mean: 20);
        float[] y = new float[x.Length];

        layer.Call(Direction.ForwardInference, x, default, y, shape);

        Assert.Equal(layer.Beta is { } beta ? beta.Value.ToArray() : new float[shape.Channels], y);
    }

    [Theory, MemberData(nameof(Untracked))]
    public void Prediction_does_not_touch_the_last_batch(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        LayerState before = LayerState.Of(layer);
        TensorShape shape = layer.Declaration.ShapeOf(4, 33);
        float[] x = Samples.Normal<float>(7, shape, mean: 20);

        layer.Call(Direction.ForwardInference, x, default, new float[x.Length], shape);

        LayerState.Of(layer).AssertSameAs(before);
    }
}
