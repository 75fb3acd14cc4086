using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

/// <summary>A null array becomes an empty span: it is told from a batch that is meant to be empty.</summary>
public sealed class NullArrayTests
{
    private static readonly string[] Names = [nameof(Row5), nameof(Plane3), nameof(Fixed3x5), nameof(Last5), nameof(FreeVolume), nameof(UntrackedRow), nameof(UntrackedPlane)];

    public static TheoryData<string, Direction> Cases
    {
        get
        {
            var data = new TheoryData<string, Direction>();
            foreach (string name in Names)
            {
                foreach (Direction direction in Calls.Directions)
                {
                    data.Add(name, direction);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Tracked => [.. Names.Intersect(LayerTypes.Tracked)];

    [Theory, MemberData(nameof(Cases))]
    public void A_null_batch_is_rejected_by_name(string name, Direction direction)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        foreach (Entry entry in Calls.EntriesOf(layer.Declaration).Where(static entry => entry != Entry.Tensors))
        {
            float[] output = new float[shape.Length];
            AssertSaysNull(layer, layer.AssertRejects<ArgumentException>(output, () => layer.Call(entry, direction, null, output, output, shape)));
            AssertSaysNull(layer, layer.AssertRejects<ArgumentException>([], () => layer.Call(entry, direction, null, null, null, shape)));
        }
    }

    [Theory, MemberData(nameof(Tracked))]
    public void So_it_is_where_it_is_measured_or_a_frozen_layer_predicts(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        AssertSaysNull(layer, layer.AssertRejects<ArgumentException>([], () => layer.Moving.MeasureMoments(null, 3)));
        AssertSaysNull(layer, layer.AssertRejects<ArgumentException>([], () => new FrozenUnderTest<float>(layer).Frozen.Forward(null, null, 3)));
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_null_output_or_gradient_is_rejected_by_name(string name, Direction direction)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        float[] x = Rejections.TrainedBatch(shape);

        ArgumentException exception = layer.AssertRejects<ArgumentException>([], () => layer.Call(direction, x, x, null, shape));
        Assert.Equal(direction.OutputName(), exception.ParamName);
        if (direction.IsBackward())
        {
            float[] dx = new float[x.Length];
            Assert.Equal("dy", layer.AssertRejects<ArgumentException>(dx, () => layer.Call(direction, x, null, dx, shape)).ParamName);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_batch_size_of_zero_or_an_empty_array_is_an_empty_prediction(string name, Direction direction)
    {
        if (direction is not (Direction.ForwardInference or Direction.BackwardInference))
        {
            return;
        }

        LayerUnderTest<float> layer = Rejections.Trained(name);
        LayerState before = LayerState.Of(layer);
        TensorShape shape = layer.Declaration.ShapeOf(0, 6);
        float[] empty = [];
        layer.Call(direction, null, null, null, shape);
        foreach (Entry entry in Calls.EntriesOf(layer.Declaration))
        {
            layer.Call(entry, direction, empty, empty, empty, shape);
        }

        LayerState.Of(layer).AssertSameAs(before);
    }

    private static void AssertSaysNull(LayerUnderTest<float> layer, ArgumentException exception)
    {
        Assert.Equal("x", exception.ParamName);
        exception.AssertSays(layer);
        Assert.Contains("x is empty (a null array?)", exception.Message, StringComparison.Ordinal);
    }
}
