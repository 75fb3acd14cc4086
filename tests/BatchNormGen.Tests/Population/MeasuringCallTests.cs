using System.Numerics.Tensors;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using BatchNormGen.Tests.Semantics;
using Xunit;

namespace BatchNormGen.Tests.Population;

/// <summary>MeasureMoments as a call: its overloads, its errors, its threads.</summary>
public sealed class MeasuringCallTests
{
    public static TheoryData<string> Varied => [.. LayerTypes.Tracked];

    [Fact]
    public void All_overloads_give_the_same_bits()
    {
        float[] x = Samples.Normal<float>(1, new TensorShape(7, 12, [7, 7], TensorLayout.ChannelsFirst));
        var fixedPlanes = new Fixed7x7();
        byte[] expected = fixedPlanes.MeasureMoments(x, 7).ToBytes();
        Assert.Equal(expected, fixedPlanes.MeasureMoments(x).ToBytes());
        Assert.Equal(expected, fixedPlanes.MeasureMoments(new ReadOnlyTensorSpan<float>(x, [7, 12, 7, 7])).ToBytes());
        Assert.Equal(expected, ((IMovingStatistics<float, float>)fixedPlanes).MeasureMoments(x, 7).ToBytes());

        var free = new Plane12();
        Assert.Equal(expected, free.MeasureMoments(x, 7).ToBytes());
        Assert.Equal(expected, free.MeasureMoments(new ReadOnlyTensorSpan<float>(x, [7, 12, 49, 1])).ToBytes());
        Assert.Contains("batchSize", Assert.Throws<ArgumentException>(() => free.MeasureMoments(x)).Message, StringComparison.Ordinal);

        // Positions of a channels-last layer are rows.
        var last = new Last5();
        float[] rows = Samples.Normal<float>(1, new TensorShape(30, Last5.NumFeatures, [], TensorLayout.ChannelsLast));
        Assert.Equal(last.MeasureMoments(rows, 3).ToBytes(), last.MeasureMoments(rows).ToBytes());
        Assert.Equal(new Row5().MeasureMoments(rows).ToBytes(), last.MeasureMoments(rows).ToBytes());
    }

    [Theory, MemberData(nameof(Varied))]
    public void Nothing_in_the_layer_changes(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        LayerState before = LayerState.Of(layer);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        Moments moments = layer.Moving.MeasureMoments(Samples.Normal<float>(1, shape), 3);
        Assert.Equal(shape.ValuesPerChannel, moments.Count);
        LayerState.Of(layer).AssertSameAs(before);
    }

    [Theory, MemberData(nameof(Varied))]
    public void Nothing_gives_empty_moments(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        Moments moments = layer.Moving.MeasureMoments([], 0);
        Assert.Equal(0, moments.Count);
        Assert.Equal(new Moments(layer.Declaration.NumFeatures).ToBytes(), moments.ToBytes());
    }

    [Fact]
    public void Samples_without_positions_give_empty_moments() => Assert.Equal(0, new Plane3().MeasureMoments(new float[0], 5).Count);

    [Theory]
    [InlineData(nameof(Row5))]
    [InlineData(nameof(Plane3))]
    [InlineData(nameof(Fixed3x5))]
    [InlineData(nameof(Last5))]
    public void A_length_that_does_not_fit_is_rejected(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        ArgumentException exception = layer.AssertRejects<ArgumentException>([], () => layer.Moving.MeasureMoments(new float[shape.Length + 1], 3));
        Assert.Equal("x", exception.ParamName);
        exception.AssertSays(layer, shape.Length + 1);
        exception = layer.AssertRejects<ArgumentException>([], () => layer.Moving.MeasureMoments(new float[shape.Length], -3));
        Assert.Equal("batchSize", exception.ParamName);
    }

    [Fact]
    public void A_tensor_that_does_not_fit_is_rejected()
    {
        var layer = new Plane3();
        Assert.Contains("(2, 4, 5, 1)", Assert.Throws<ArgumentException>(() => layer.MeasureMoments(new ReadOnlyTensorSpan<float>(new float[40], [2, 4, 5, 1]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => layer.MeasureMoments(new ReadOnlyTensorSpan<float>(new float[64], [2, 3, 5, 1], [24, 5, 1, 1])));
    }

    [Theory, MemberData(nameof(Varied))]
    public void The_lowest_channel_that_is_not_finite_is_named(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        foreach (TensorShape shape in (TensorShape[])[layer.Declaration.ShapeOf(3, 6), layer.Declaration.ShapeOf(20, 45)])
        {
            foreach (float damage in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
            {
                foreach (int channel in ((int[])[0, shape.Channels / 2, shape.Channels - 1]).Distinct())
                {
                    foreach (int at in (int[])[0, shape.ValuesPerChannel / 2, shape.ValuesPerChannel - 1])
                    {
                        float[] x = Samples.Normal<float>(1, shape);
                        x[shape.IndicesOf(channel)[at]] = damage;
                        x[shape.IndicesOf(shape.Channels - 1)[0]] = damage;
                        ArithmeticException exception = layer.AssertRejects<ArithmeticException>([], () => layer.Moving.MeasureMoments(x, shape.BatchSize));
                        exception.AssertSays(layer, channel);
                    }
                }
            }
        }
    }

    [Fact]
    public void Squares_that_overflow_a_double_are_rejected() =>
        Assert.Contains("channel 1", Assert.Throws<ArithmeticException>(() => new DoubleRow2().MeasureMoments([1, 1e200, 2, -1e200])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(nameof(Row3), 200_000, 1)]
    [InlineData(nameof(Row70), 9000, 1)]
    [InlineData(nameof(WiderRow), 150, 1)]
    [InlineData(nameof(Plane3), 4, 60_000)]
    [InlineData(nameof(Plane64), 40, 200)]
    [InlineData(nameof(Plane17), 300, 49)]
    public void The_number_of_threads_changes_no_bit(string name, int batchSize, int positions)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        TensorShape shape = layer.Declaration.ShapeOf(batchSize, positions);
        float[] x = Samples.Normal<float>(1, shape);
        layer.Layer.MaxDegreeOfParallelism = 1;
        byte[] expected = layer.Moving.MeasureMoments(x, batchSize).ToBytes();
        foreach (int threads in (int[])[2, 3, 8, -1])
        {
            layer.Layer.MaxDegreeOfParallelism = threads;
            Assert.Equal(expected, layer.Moving.MeasureMoments(x, batchSize).ToBytes());
        }
    }

    [Fact]
    public void Any_number_of_threads_may_measure_with_one_layer()
    {
        var layer = new Plane17();
        float[] x = Samples.Normal<float>(1, new TensorShape(20, 17, [300], TensorLayout.ChannelsFirst));
        byte[] expected = layer.MeasureMoments(x, 20).ToBytes();
        Parallel.For(0, 64, _ => Assert.Equal(expected, layer.MeasureMoments(x, 20).ToBytes()));
    }
}
