using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

public sealed class MovingAverageTests
{
    public static TheoryData<string> Tracked => [.. LayerTypes.Tracked];

    [Theory, MemberData(nameof(Tracked))]
    public void Averages_follow_the_batches_by_the_declared_weights(string name)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        var reference = new ReferenceLayer(layer.Declaration);
        for (int batch = 1; batch <= 12; batch++)
        {
            TensorShape shape = layer.Declaration.ShapeOf(2 + (batch % 3), 9);
            float[] x = Samples.Normal<float>(batch, shape, mean: batch - 5, deviation: batch);
            layer.Call(Direction.ForwardTraining, x, default, new float[x.Length], shape);
            reference.ForwardTraining(Samples.Widen<float>(x), shape);

            Assert.Equal(batch, layer.Moving.BatchesTracked);
            // Each batch rounds once; the weights forget the oldest roundings.
            Tolerance.Of<float>().AssertPerChannel<float>(reference.MovingMean, layer.Moving.MovingMean, _ => 20, "moving mean");
            Tolerance.Of<float>().AssertPerChannel<float>(reference.MovingVariance, layer.Moving.MovingVariance, c => reference.MovingVariance[c], "moving variance");
        }
    }

    [Fact]
    public void The_first_batch_moves_the_averages_by_one_rounding_each()
    {
        // Mean 2 and biased variance 1 in every channel: 4 values, unbiased 4/3.
        float[] x = [1, 1, 1, 1, 3, 3, 3, 3, 1, 1, 1, 1, 3, 3, 3, 3];
        float[] y = new float[16];
        Assert.All([new QuarterRow(), new DecayRow(), (INormalizationLayer<float>)new UnbiasedRow(), new CumulativeRow()], layer => layer.ForwardTraining(x, y, 4));

        var quarter = new QuarterRow();
        quarter.ForwardTraining(x, y, 4);
        Assert.Equal(0.5f, quarter.MovingMean[0]);
        Assert.Equal(1f, quarter.MovingVariance[0]);

        var unbiased = new UnbiasedRow();
        unbiased.ForwardTraining(x, y, 4);
        Assert.Equal((float)(0.1 * 2), unbiased.MovingMean[3]);
        Assert.Equal((float)(0.9 + (0.1 * 4 / 3)), unbiased.MovingVariance[3]);
    }

    [Fact]
    public void Decay_is_momentum_said_the_other_way()
    {
        LayerUnderTest<float> decay = LayerTypes.Single(nameof(DecayRow));
        LayerUnderTest<float> momentum = LayerTypes.Single(nameof(QuarterRow));
        for (int batch = 0; batch < 5; batch++)
        {
            TensorShape shape = decay.Declaration.Shape(6);
            float[] x = Samples.Normal<float>(batch, shape, mean: 3);
            decay.Call(Direction.ForwardTraining, x, default, new float[x.Length], shape);
            momentum.Call(Direction.ForwardTraining, x, default, new float[x.Length], shape);
        }

        LayerState.Of(momentum).AssertSameAs(LayerState.Of(decay));
    }

    [Fact]
    public void The_cumulative_average_of_equal_batches_is_their_statistics()
    {
        LayerUnderTest<float> layer = LayerTypes.Single(nameof(CumulativeRow));
        float[] x = [1, 1, 1, 1, 3, 3, 3, 3];
        for (int batch = 0; batch < 100; batch++)
        {
            layer.Layer.ForwardTraining(x, new float[8], 2);
            Assert.Equal([2f, 2f, 2f, 2f], layer.Moving.MovingMean.ToArray());
            Assert.Equal([1f, 1f, 1f, 1f], layer.Moving.MovingVariance.ToArray());
        }
    }

    [Theory, MemberData(nameof(Tracked))]
    public void A_reset_starts_over(string name)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(3, 9);
        LayerUnderTest<float> used = Rejections.Trained(name, shape);
        LayerUnderTest<float> fresh = LayerTypes.Single(name);
        used.Moving.ResetMovingStatistics();
        used.Layer.ResetParameters();
        LayerState.Of(used).WithoutBatch().AssertSameAs(LayerState.Of(fresh).WithoutBatch());

        float[] x = Samples.Normal<float>(1, shape);
        used.Call(Direction.ForwardTraining, x, default, new float[x.Length], shape);
        fresh.Call(Direction.ForwardTraining, x, default, new float[x.Length], shape);

        LayerState.Of(used).AssertSameAs(LayerState.Of(fresh));
    }

    [Theory, MemberData(nameof(Tracked))]
    public void Resetting_moving_statistics_leaves_parameters_gradients_and_the_last_batch(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        LayerState before = LayerState.Of(layer).Without("moving mean", "moving variance", "batches tracked");

        layer.Moving.ResetMovingStatistics();

        LayerState.Of(layer).Without("moving mean", "moving variance", "batches tracked").AssertSameAs(before);
        Assert.Equal(0, layer.Moving.BatchesTracked);
        Assert.All(layer.Moving.MovingMean.ToArray(), mean => Assert.Equal(0f, mean));
        Assert.All(layer.Moving.MovingVariance.ToArray(), variance => Assert.Equal(1f, variance));
    }

    [Theory, MemberData(nameof(Tracked))]
    public void The_output_of_training_never_sees_the_moving_averages(string name)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(3, 9);
        LayerUnderTest<float> first = LayerTypes.Single(name);
        LayerUnderTest<float> second = LayerTypes.Single(name);
        second.Moving.MovingMean.Fill(1000);
        second.Moving.MovingVariance.Fill(1e-9f);
        float[] x = Samples.Normal<float>(1, shape);
        float[] y1 = new float[x.Length];
        float[] y2 = new float[x.Length];

        first.Call(Direction.ForwardTraining, x, default, y1, shape);
        second.Call(Direction.ForwardTraining, x, default, y2, shape);

        Bits.AssertSame<float>(y1, y2, name);
    }

    [Theory, MemberData(nameof(Tracked))]
    public void Loaded_moving_statistics_count_from_the_next_prediction(string name)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(3, 9);
        LayerUnderTest<float> layer = Rejections.Trained(name, shape);
        var reference = new ReferenceLayer(layer.Declaration);
        layer.Layer.ResetParameters();
        for (int c = 0; c < shape.Channels; c++)
        {
            reference.MovingMean[c] = layer.Moving.MovingMean[c] = c - 3.5f;
            reference.MovingVariance[c] = layer.Moving.MovingVariance[c] = 0.25f + c;
        }

        float[] x = Samples.Normal<float>(1, shape);
        float[] y = new float[x.Length];
        layer.Call(Direction.ForwardInference, x, default, y, shape);

        Tolerance.Of<float>().AssertChannels<float>(reference.ForwardInference(Samples.Widen<float>(x), shape), y, shape, "y");
    }
}
