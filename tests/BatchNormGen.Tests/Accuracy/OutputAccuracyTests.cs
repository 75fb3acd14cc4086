using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Accuracy;

/// <summary>Data whose mean is 10⁴ and 10⁵ deviations away from zero, where the plain centred form is off by 8e-3.</summary>
public sealed class OutputAccuracyTests
{
    public static TheoryData<string, double> Cases
    {
        get
        {
            var data = new TheoryData<string, double>();
            foreach (string name in (string[])[nameof(Row5), nameof(Row64), nameof(Plane17), nameof(Fixed7x7), nameof(Last33), nameof(UntrackedPlane)])
            {
                data.Add(name, 1e4);
                data.Add(name, 1e5);
                data.Add(name, -1e5);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Outputs_and_input_gradients_are_right_to_the_last_digits(string name, double ratio)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        var reference = new ReferenceLayer(layer.Declaration);
        TensorShape shape = layer.Declaration.ShapeOf(batchSize: 37, positions: 50);
        float[] x = Samples.Normal<float>(1, shape, ratio * 0.7, 0.7);
        float[] dy = Samples.Normal<float>(2, shape, 0, 1);
        float[] output = new float[x.Length];

        layer.Call(Direction.ForwardTraining, x, dy, output, shape);
        Tolerance.Of<float>().AssertChannels<float>(reference.ForwardTraining(Samples.Widen<float>(x), shape), output, shape, "y");

        layer.Call(Direction.Backward, x, dy, output, shape);
        Tolerance.Of<float>().AssertChannels<float>(reference.Backward(Samples.Widen<float>(x), Samples.Widen<float>(dy), shape), output, shape, "dx");
    }

    [Theory, MemberData(nameof(Cases))]
    public void Predictions_are_right_to_the_last_digits_for_the_moving_statistics_at_hand(string name, double ratio)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        var reference = new ReferenceLayer(layer.Declaration);
        TensorShape shape = layer.Declaration.ShapeOf(batchSize: 9, positions: 20);
        float[] x = Samples.Normal<float>(1, shape, ratio * 0.7, 0.7);
        float[] y = new float[x.Length];
        if (layer.Declaration.TrackMovingStatistics)
        {
            for (int c = 0; c < shape.Channels; c++)
            {
                reference.MovingMean[c] = layer.Moving.MovingMean[c] = (float)(ratio * 0.7 * (1 + (c % 10 / 10.0)));
                reference.MovingVariance[c] = layer.Moving.MovingVariance[c] = 0.49f;
            }
        }

        layer.Call(Direction.ForwardInference, x, default, y, shape);

        Tolerance.Of<float>().AssertChannels<float>(reference.ForwardInference(Samples.Widen<float>(x), shape), y, shape, "y");
    }
}
