using System.Numerics;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

public sealed class ConstantChannelTests
{
    private static readonly float[] Values =
        [0f, -0f, 1f, -1f, 0.1f, -0.1f, 1 / 3f, 0.7f, 16777217f, 1e-3f, 1e30f, -1e30f, 1e19f, 3e38f, 1e-30f, 1e-40f, float.Epsilon, -3e-45f, 123456.789f];

    public static TheoryData<string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int>();
            string[] names = [nameof(Row1), nameof(Row3), nameof(Row16), nameof(Row65), nameof(Plane1), nameof(Plane3), nameof(Fixed3x5), nameof(Fixed7x7), nameof(Fixed16x16), nameof(Last1), nameof(Last5), nameof(Last33), nameof(UntrackedPlane), nameof(UnshiftedPlane), nameof(UnscaledRow)];
            foreach (string name in names)
            {
                // Around powers of two, the lengths at which partial sums are merged, and lengths that are neither.
                foreach (int count in (int[])[2, 7, 33, 257, 4097])
                {
                    data.Add(name, count);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_constant_channel_is_beta(string name, int count)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        int perSample = layer.Declaration.NumDims == 2 ? 1 : layer.Declaration.Spatial.Length > 0 ? layer.Declaration.ShapeOf(1, 1).PositionCount : Math.Max(1, count / 3);
        TensorShape shape = layer.Declaration.ShapeOf(Math.Max(2, count / perSample), perSample);
        Samples.Parameters(3, layer.Layer.Parameters);
        float[] x = new float[shape.Length];
        float[] y = new float[shape.Length];
        // Enough rounds for every value to meet a channel.
        for (int round = 0; round < Values.Length; round += shape.Channels)
        {
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = Values[(shape.ChannelOf(i) + round) % Values.Length];
            }

            layer.Call(Direction.ForwardTraining, x, default, y, shape);

            for (int i = 0; i < y.Length; i++)
            {
                int c = shape.ChannelOf(i);
                float beta = layer.Beta is { } parameter ? parameter.Value[c] : 0;
                Assert.True(y[i] == beta, $"constant {x[i]:R}: y[{i}] is {y[i]:R}, beta {beta:R}");
            }

            for (int c = 0; c < shape.Channels; c++)
            {
                Assert.Equal(Values[(c + round) % Values.Length], layer.BatchMean[c]);
                Assert.Equal((float)(1 / Math.Sqrt(1e-5)), layer.BatchInverseDeviation[c]);
            }
        }
    }

    [Theory]
    [InlineData(nameof(Row5))]
    [InlineData(nameof(Plane17))]
    [InlineData(nameof(Last33))]
    public void A_constant_channel_moves_the_averages_towards_its_value_and_zero(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        TensorShape shape = layer.Declaration.ShapeOf(10, 30);
        float[] x = new float[shape.Length];
        Array.Fill(x, 0.1f);

        layer.Call(Direction.ForwardTraining, x, default, new float[x.Length], shape);

        Assert.All(layer.Moving.MovingMean.ToArray(), mean => Assert.Equal((float)(0.1 * 0.1f), mean));
        Assert.All(layer.Moving.MovingVariance.ToArray(), variance => Assert.Equal(0.9f, variance));
    }

    [Theory]
    [InlineData(nameof(Row5))]
    [InlineData(nameof(Plane17))]
    [InlineData(nameof(Last33))]
    public void A_constant_channel_has_the_gradient_of_a_centred_one(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        var reference = new ReferenceLayer(layer.Declaration);
        TensorShape shape = layer.Declaration.ShapeOf(10, 30);
        float[] x = new float[shape.Length];
        Array.Fill(x, 1 / 3f);
        float[] dy = Samples.Normal<float>(2, shape);
        float[] output = new float[x.Length];

        layer.Call(Direction.ForwardTraining, x, default, output, shape);
        layer.Call(Direction.Backward, x, dy, output, shape);

        reference.ForwardTraining(Samples.Widen<float>(x), shape);
        Tolerance.Of<float>().AssertChannels<float>(reference.Backward(Samples.Widen<float>(x), Samples.Widen<float>(dy), shape), output, shape, "dx");
        Assert.All(layer.Gamma!.Gradient.ToArray(), gradient => Assert.Equal(0f, gradient));
    }

    [Theory]
    [InlineData(nameof(Row5))]
    [InlineData(nameof(Plane17))]
    [InlineData(nameof(Fixed7x7))]
    [InlineData(nameof(Last33))]
    [InlineData(nameof(UntrackedRow))]
    [InlineData(nameof(UntrackedPlane))]
    [InlineData(nameof(UntrackedLast))]
    public void A_constant_channel_has_finite_gradients_even_where_the_scale_is_no_float(string name) =>
        AssertGradientsOfConstants(LayerTypes.Single(name), largeGamma: 1e37f);

    [Theory]
    [InlineData(nameof(DoubleRow3))]
    [InlineData(nameof(DoublePlane3))]
    [InlineData(nameof(DoubleLast5))]
    [InlineData(nameof(DoubleUntrackedPlane))]
    public void So_has_one_of_doubles(string name) => AssertGradientsOfConstants(LayerTypes.Double(name), largeGamma: 1e307);

    [Theory]
    [InlineData(nameof(Row5))]
    [InlineData(nameof(Row64))]
    [InlineData(nameof(Plane17))]
    [InlineData(nameof(Fixed7x7))]
    [InlineData(nameof(Last33))]
    [InlineData(nameof(UntrackedRow))]
    [InlineData(nameof(UntrackedPlane))]
    public void A_channel_whose_squares_are_no_floats_is_not_constant(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        TensorShape shape = layer.Declaration.ShapeOf(10, 30);
        float[] x = new float[shape.Length];
        float[] y = new float[shape.Length];
        foreach ((float mean, float deviation) in ((float, float)[])[(0, 1e-30f), (0, 1e-23f), (1e-25f, 1e-30f), (0, 1e-38f), (0, 1e-44f)])
        {
            for (int c = 0; c < shape.Channels; c++)
            {
                int[] indices = shape.IndicesOf(c);
                for (int i = 0; i < indices.Length; i++)
                {
                    x[indices[i]] = i % 2 == 0 ? mean + deviation : mean - deviation;
                }
            }

            // Beside the epsilon their variance is nothing.
            layer.Gamma!.Value.Fill(1e35f);
            layer.Call(Direction.ForwardTraining, x, default, y, shape);
            double average = x.Average(static value => (double)value);
            Assert.All(Enumerable.Range(0, x.Length), i => Assert.Equal(1, y[i] / ((x[i] - average) * 1e35f / Math.Sqrt(1e-5)), 1e-5));

            // A scale that overflows is rescued in constant channels only, which become beta.
            layer.Gamma.Value.Fill(1e37f);
            layer.Call(Direction.ForwardTraining, x, default, y, shape);
            Assert.DoesNotContain(y, float.IsFinite);
        }
    }

    [Fact]
    public void A_constant_double_channel_is_beta()
    {
        foreach (string name in (string[])[nameof(DoubleRow3), nameof(DoublePlane3), nameof(DoubleLast5)])
        {
            LayerUnderTest<double> layer = LayerTypes.Double(name);
            Samples.Parameters(3, layer.Layer.Parameters);
            TensorShape shape = layer.Declaration.ShapeOf(101, 77);
            double[] x = new double[shape.Length];
            double[] y = new double[shape.Length];
            foreach (double value in (double[])[0.1, 1 / 3.0, 1e300, -1e-300, double.Epsilon, 12345.678])
            {
                Array.Fill(x, value);
                layer.Call(Direction.ForwardTraining, x, default, y, shape);
                for (int i = 0; i < y.Length; i++)
                {
                    Assert.Equal(layer.Beta!.Value[shape.ChannelOf(i)], y[i]);
                }
            }
        }
    }

    /// <summary>The exact gradients of a constant dy: dx 0, that of gamma 0, that of beta the sum.</summary>
    private static void AssertGradientsOfConstants<T>(LayerUnderTest<T> layer, T largeGamma)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorShape shape = layer.Declaration.ShapeOf(10, 30);
        layer.Gamma!.Value.Fill(largeGamma);
        T[] x = new T[shape.Length];
        T[] dy = new T[shape.Length];
        T[] dx = new T[shape.Length];
        Array.Fill(x, T.CreateChecked(3));
        Array.Fill(dy, T.CreateChecked(0.5));
        layer.Call(Direction.ForwardTraining, x, default, dx, shape);

        // Predictions normalize by the batch's own statistics only where no others are tracked.
        Direction[] directions = layer.Declaration.TrackMovingStatistics ? [Direction.Backward] : [Direction.Backward, Direction.BackwardInference];
        foreach (Direction direction in directions)
        {
            layer.Gamma!.ZeroGradient();
            layer.Beta!.ZeroGradient();
            layer.Call(direction, x, dy, dx, shape);
            Assert.All(dx, static value => Assert.Equal(T.Zero, value));
            Assert.All(layer.Gamma.Gradient.ToArray(), static gradient => Assert.Equal(T.Zero, gradient));
            Assert.All(layer.Beta.Gradient.ToArray(), gradient => Assert.Equal(T.CreateChecked(0.5 * shape.ValuesPerChannel), gradient));

            // Any other dy may give what is no number of the type, but never a NaN.
            T[] other = Samples.Normal<T>(2, shape);
            layer.Call(direction, x, other, dx, shape);
            Assert.DoesNotContain(dx, T.IsNaN);
        }
    }
}
