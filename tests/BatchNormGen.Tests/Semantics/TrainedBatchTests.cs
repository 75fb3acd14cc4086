using System.Numerics;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

/// <summary>Backward takes the batch of the last training call, and notices when it is handed anything else.</summary>
public sealed class TrainedBatchTests
{
    public static TheoryData<string> Varied => [.. LayerTypes.Varied];

    public static TheoryData<string> Doubles => [nameof(DoubleRow3), nameof(DoublePlane3), nameof(DoubleLast5), nameof(DoubleLine), nameof(DoubleFixedVolume), nameof(DoubleUntrackedPlane)];

    /// <summary>Layers, batch sizes and positions: more values than are compared, spread over many samples, channels or positions.</summary>
    public static TheoryData<string, int, int> LargeBatches => new()
    {
        { nameof(Row5), 1000, 1 }, { nameof(Row64), 64, 1 }, { nameof(WideRow), 8, 1 },
        { nameof(Plane17), 16, 49 }, { nameof(Plane3), 2, 3001 }, { nameof(Fixed56x56), 4, 1 },
        { nameof(Last5), 16, 49 }, { nameof(WideLast), 4, 30 }, { nameof(FreeLine), 9, 40 }, { nameof(FreeVolume), 6, 60 },
    };

    [Theory, MemberData(nameof(Varied))]
    public void A_batch_that_was_normalized_in_place_is_rejected(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(5, 14);
        float[] x = Samples.Normal<float>(1, shape, mean: 7);
        float[] y = [.. x];
        float[] dx = new float[x.Length];
        layer.Call(Direction.ForwardTraining, y, default, y, shape);

        foreach (Entry entry in Calls.EntriesOf(layer.Declaration))
        {
            ArgumentException exception = layer.AssertRejects<ArgumentException>(dx, () => layer.Call(entry, Direction.Backward, y, x, dx, shape));
            Assert.Equal("x", exception.ParamName);
            exception.AssertSays(layer);
            Assert.Contains("pass a copy made before", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Another_batch_of_the_same_shape_is_rejected(string name) => AssertOtherBatchIsRejected(LayerTypes.Single(name));

    [Theory, MemberData(nameof(Doubles))]
    public void Another_batch_of_doubles_is_rejected(string name) => AssertOtherBatchIsRejected(LayerTypes.Double(name));

    [Theory, MemberData(nameof(Varied))]
    public void A_rejected_batch_does_not_spoil_the_right_one(string name)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(3, 6);
        LayerUnderTest<float> layer = Rejections.Trained(name, shape);
        LayerUnderTest<float> undisturbed = Rejections.Trained(name, shape);
        float[] dy = Samples.Normal<float>(2, shape);
        float[] dx = new float[shape.Length];
        float[] expected = new float[shape.Length];
        Assert.Throws<ArgumentException>(() => layer.Call(Direction.Backward, dy, dy, dx, shape));

        // The same values, wherever they lie.
        layer.Call(Direction.Backward, Rejections.TrainedBatch(shape), dy, dx, shape);
        undisturbed.Call(Direction.Backward, Rejections.TrainedBatch(shape), dy, expected, shape);

        Bits.AssertSame<float>(expected, dx, name);
        LayerState.Of(layer).AssertSameAs(LayerState.Of(undisturbed));
    }

    [Theory]
    [InlineData(nameof(Row5), 6, 1)]
    [InlineData(nameof(Plane3), 2, 5)]
    [InlineData(nameof(Last5), 2, 3)]
    public void Of_a_small_batch_every_value_is_compared(string name, int batchSize, int positions)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(batchSize, positions);
        Assert.InRange(shape.Length, 1, 32);
        LayerUnderTest<float> layer = Rejections.Trained(name, shape);
        for (int i = 0; i < shape.Length; i++)
        {
            float[] x = Rejections.TrainedBatch(shape);
            x[i] = MathF.BitIncrement(x[i]);
            ArgumentException exception = Assert.Throws<ArgumentException>(() => layer.Call(Direction.Backward, x, x, new float[x.Length], shape));
            exception.AssertSays(layer, i);
        }
    }

    [Theory, MemberData(nameof(LargeBatches))]
    public void Half_of_the_samples_channels_or_positions_cannot_be_overwritten_unnoticed(string name, int batchSize, int positions)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(batchSize, positions);
        LayerUnderTest<float> layer = Rejections.Trained(name, shape);
        foreach (int half in (int[])[0, 1])
        {
            AssertNoticed((sample, _, _) => sample * 2 / shape.BatchSize == half);
            AssertNoticed((_, channel, _) => channel * 2 / shape.Channels == half);
            if (shape.PositionCount > 1)
            {
                AssertNoticed((_, _, position) => position * 2 / shape.PositionCount == half);
            }
        }

        void AssertNoticed(Func<int, int, int, bool> isOverwritten)
        {
            float[] x = Rejections.TrainedBatch(shape);
            for (int channel = 0; channel < shape.Channels; channel++)
            {
                int[] indices = shape.IndicesOf(channel);
                for (int i = 0; i < indices.Length; i++)
                {
                    (int sample, int position) = Math.DivRem(i, shape.PositionCount);
                    x[indices[i]] = isOverwritten(sample, channel, position) ? 0 : x[indices[i]];
                }
            }

            Assert.Throws<ArgumentException>("x", () => layer.Call(Direction.Backward, x, x, new float[x.Length], shape));
        }
    }

    private static void AssertOtherBatchIsRejected<T>(LayerUnderTest<T> layer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorShape shape = layer.Declaration.ShapeOf(5, 14);
        T[] x = Samples.Normal<T>(1, shape);
        T[] other = Samples.Normal<T>(2, shape);
        T[] dx = new T[x.Length];
        layer.Call(Direction.ForwardTraining, x, default, new T[x.Length], shape);
        LayerState before = LayerState.Of(layer);

        ArgumentException exception = Assert.Throws<ArgumentException>("x", () => layer.Call(Direction.Backward, other, x, dx, shape));

        Assert.Contains("x is not the batch that was trained on", exception.Message, StringComparison.Ordinal);
        Assert.Equal(new T[x.Length], dx);
        LayerState.Of(layer).AssertSameAs(before);
    }
}
