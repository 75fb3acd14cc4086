using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

public sealed class PredictionTests
{
    public static TheoryData<string> Varied => [.. LayerTypes.Varied];

    [Theory, MemberData(nameof(Varied))]
    public void An_empty_batch_returns_at_once(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        LayerState before = LayerState.Of(layer);
        TensorShape shape = layer.Declaration.ShapeOf(0, 6);
        float[] nothing = [];
        foreach (Entry entry in Calls.EntriesOf(layer.Declaration))
        {
            layer.Call(entry, Direction.ForwardInference, nothing, nothing, nothing, shape);
            layer.Call(entry, Direction.BackwardInference, nothing, nothing, nothing, shape);
        }

        LayerState.Of(layer).AssertSameAs(before);
    }

    [Theory]
    [InlineData(nameof(Plane3))]
    [InlineData(nameof(Last5))]
    [InlineData(nameof(FreeLine))]
    [InlineData(nameof(FreeVolume))]
    [InlineData(nameof(UntrackedPlane))]
    public void A_batch_without_positions_returns_at_once(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        LayerState before = LayerState.Of(layer);
        TensorShape shape = layer.Declaration.Shape(4, new int[layer.Declaration.NumDims - 2]);
        float[] nothing = [];
        foreach (Entry entry in (Entry[])[Entry.Interface, Entry.Spans, Entry.Tensors])
        {
            layer.Call(entry, Direction.ForwardInference, nothing, nothing, nothing, shape);
            layer.Call(entry, Direction.BackwardInference, nothing, nothing, nothing, shape);
        }

        LayerState.Of(layer).AssertSameAs(before);
    }

    [Theory, MemberData(nameof(Varied))]
    public void One_sample_is_predicted_as_it_is_in_a_batch(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        if (!layer.Declaration.TrackMovingStatistics)
        {
            return;
        }

        TensorShape shape = layer.Declaration.ShapeOf(7, 6);
        TensorShape one = shape with { BatchSize = 1 };
        float[] x = Samples.Normal<float>(4, shape);
        float[] whole = new float[x.Length];
        layer.Call(Direction.ForwardInference, x, default, whole, shape);
        for (int sample = 0; sample < 7; sample++)
        {
            float[] y = new float[one.Length];
            layer.Call(Direction.ForwardInference, x.AsSpan(sample * one.Length, one.Length), default, y, one);
            Bits.AssertSame<float>(whole.AsSpan(sample * one.Length, one.Length), y, $"{name}, sample {sample}");
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Prediction_changes_nothing(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        LayerState before = LayerState.Of(layer);
        TensorShape shape = layer.Declaration.ShapeOf(2, 9);
        float[] x = Samples.Normal<float>(4, shape);

        layer.Call(Direction.ForwardInference, x, default, new float[x.Length], shape);

        LayerState.Of(layer).AssertSameAs(before);
    }

    [Theory, MemberData(nameof(Varied))]
    public void Gradients_of_a_prediction_need_no_earlier_call(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        var reference = new ReferenceLayer(layer.Declaration);
        TensorShape shape = layer.Declaration.ShapeOf(5, 9);
        float[] x = Samples.Normal<float>(4, shape);
        float[] dy = Samples.Normal<float>(5, shape);
        float[] dx = new float[x.Length];

        layer.Call(Direction.BackwardInference, x, dy, dx, shape);

        Tolerance.Of<float>().AssertChannels<float>(reference.BackwardInference(Samples.Widen<float>(x), Samples.Widen<float>(dy), shape), dx, shape, "dx");
    }

    [Theory, MemberData(nameof(Varied))]
    public void Values_that_are_not_finite_pass_through_prediction_without_an_exception(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        LayerState before = LayerState.Of(layer);
        TensorShape shape = layer.Declaration.ShapeOf(5, 9);
        float[] x = Samples.Normal<float>(4, shape);
        float[] clean = new float[x.Length];
        float[] y = new float[x.Length];
        layer.Call(Direction.ForwardInference, x, default, clean, shape);
        int bad = shape.IndexOf(1, shape.Channels / 2, 0);
        x[bad] = float.NaN;

        layer.Call(Direction.ForwardInference, x, default, y, shape);

        LayerState.Of(layer).AssertSameAs(before);
        Assert.True(float.IsNaN(y[bad]));
        for (int i = 0; i < y.Length; i++)
        {
            if (layer.Declaration.TrackMovingStatistics ? i != bad : shape.ChannelOf(i) != shape.ChannelOf(bad))
            {
                Assert.Equal(clean[i], y[i]);
            }
        }
    }
}
