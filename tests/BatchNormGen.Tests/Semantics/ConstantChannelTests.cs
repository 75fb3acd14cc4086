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
}
