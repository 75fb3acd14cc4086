using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

public sealed class NonFiniteTests
{
    private static readonly string[] Names =
    [
        nameof(Row1), nameof(Row5), nameof(Row16), nameof(Row33), nameof(WideRow), nameof(Plane1), nameof(Plane17), nameof(WidePlane),
        nameof(Fixed7x7), nameof(FixedVolume), nameof(Last5), nameof(Last33), nameof(UntrackedPlane), nameof(UntrackedLast), nameof(CumulativePlane), nameof(PlainRow),
    ];

    public static TheoryData<string, Damage> Cases
    {
        get
        {
            var data = new TheoryData<string, Damage>();
            foreach (string name in Names)
            {
                foreach (Damage damage in Enum.GetValues<Damage>())
                {
                    data.Add(name, damage);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Layers => [.. Names];

    [Theory, MemberData(nameof(Cases))]
    public void A_channel_that_is_not_finite_spoils_no_other_and_no_moving_average(string name, Damage damage)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(6, 20);
        foreach (int channel in ((int[])[0, shape.Channels / 2, shape.Channels - 1]).Distinct())
        {
            foreach (int at in (int[])[0, shape.ValuesPerChannel / 2, shape.ValuesPerChannel - 1])
            {
                LayerUnderTest<float> layer = Rejections.Trained(name, shape);
                LayerUnderTest<float> clean = Rejections.Trained(name, shape);
                LayerState before = LayerState.Of(layer).WithoutBatch();
                float[] x = Samples.Normal<float>(4, shape);
                float[] expected = new float[x.Length];
                clean.Call(Direction.ForwardTraining, x, default, expected, shape);
                Spoil(x, shape, channel, at, damage);
                float[] y = new float[x.Length];
                Array.Fill(y, 12345f);

                ArithmeticException exception = Assert.Throws<ArithmeticException>(() => layer.Call(Direction.ForwardTraining, x, default, y, shape));

                exception.AssertSays(layer, channel);
                LayerState.Of(layer).WithoutBatch().AssertSameAs(before);
                for (int i = 0; i < y.Length; i++)
                {
                    Assert.True(y[i] != 12345f, $"y[{i}] was not written");
                    Assert.True(shape.ChannelOf(i) == channel || y[i].Equals(expected[i]), $"y[{i}] of a good channel is {y[i]}, not {expected[i]}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Layers))]
    public void The_lowest_of_several_channels_is_named_on_any_number_of_threads(string name)
    {
        // Two megabytes and more: eight threads take part.
        LayerDeclaration declaration = LayerDeclaration.Of(LayerTypes.Named(name));
        TensorShape shape = declaration.ShapeOf((600_000 / declaration.ShapeOf(1, 200).Length) + 1, 200);
        if (shape.Channels < 3)
        {
            return;
        }

        foreach (int threads in (int[])[1, 2, 3, 8])
        {
            LayerUnderTest<float> layer = LayerTypes.Single(name);
            layer.Layer.MaxDegreeOfParallelism = threads;
            float[] x = Samples.Normal<float>(4, shape);
            Spoil(x, shape, shape.Channels - 1, 0, Damage.NaN);
            Spoil(x, shape, shape.Channels - 2, 3, Damage.Infinity);

            ArithmeticException exception = Assert.Throws<ArithmeticException>(() => layer.Call(Direction.ForwardTraining, x, default, new float[x.Length], shape));

            exception.AssertSays(layer, shape.Channels - 2);
            Assert.Equal(0, layer.Moving.BatchesTracked);
        }
    }

    [Theory, MemberData(nameof(Layers))]
    public void Backward_has_to_wait_for_the_next_good_batch(string name)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(6, 20);
        LayerUnderTest<float> layer = Rejections.Trained(name, shape);
        float[] good = Samples.Normal<float>(4, shape);
        float[] bad = Samples.Normal<float>(5, shape);
        Spoil(bad, shape, 0, 1, Damage.NaN);
        float[] dy = Samples.Normal<float>(6, shape);
        float[] output = new float[good.Length];

        Assert.Throws<ArithmeticException>(() => layer.Call(Direction.ForwardTraining, bad, default, output, shape));
        InvalidOperationException exception = layer.AssertRejects<InvalidOperationException>(output, () => layer.Call(Direction.Backward, good, dy, output, shape));
        exception.AssertSays(layer);

        layer.Call(Direction.ForwardTraining, good, default, output, shape);
        layer.Call(Direction.Backward, good, dy, output, shape);
        Assert.DoesNotContain(output, float.IsNaN);
    }

    [Theory, MemberData(nameof(Layers))]
    public void In_place_a_batch_that_is_not_finite_fails_in_the_same_way(string name)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(6, 20);
        LayerUnderTest<float> layer = Rejections.Trained(name, shape);
        LayerState before = LayerState.Of(layer).WithoutBatch();
        float[] x = Samples.Normal<float>(4, shape);
        Spoil(x, shape, 0, 1, Damage.Infinity);

        Assert.Throws<ArithmeticException>(() => layer.Call(Direction.ForwardTraining, x, default, x, shape));

        LayerState.Of(layer).WithoutBatch().AssertSameAs(before);
    }

    [Theory, MemberData(nameof(Layers))]
    public void Parameters_and_arriving_gradients_are_not_checked(string name)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(6, 20);
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        float[] x = Samples.Normal<float>(4, shape);
        float[] dy = Samples.Normal<float>(6, shape);
        dy[3] = float.NaN;
        foreach (Parameter<float> parameter in layer.Layer.Parameters)
        {
            parameter.Value[0] = float.NaN;
        }

        foreach (Direction direction in Calls.Directions)
        {
            layer.Call(direction, x, dy, new float[x.Length], shape);
        }
    }

    private static void Spoil(float[] x, TensorShape shape, int channel, int at, Damage damage)
    {
        int[] indices = shape.IndicesOf(channel);
        x[indices[at]] = damage switch
        {
            Damage.NaN => float.NaN,
            Damage.Infinity => float.PositiveInfinity,
            Damage.NegativeInfinity => float.NegativeInfinity,
            _ => 3e38f,
        };
        if (damage == Damage.BothInfinities)
        {
            x[indices[(at + 1) % indices.Length]] = float.NegativeInfinity;
            x[indices[at]] = float.PositiveInfinity;
        }
    }

    /// <summary>What is put into a channel. Overflow: finite values whose variance is no float.</summary>
    public enum Damage
    {
        NaN,
        Infinity,
        NegativeInfinity,
        BothInfinities,
        Overflow,
    }
}
