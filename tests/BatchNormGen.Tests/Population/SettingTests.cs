using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using BatchNormGen.Tests.Semantics;
using Xunit;

namespace BatchNormGen.Tests.Population;

public sealed class SettingTests
{
    [Fact]
    public void The_variance_is_by_the_layers_estimator()
    {
        // Mean 3, deviations 4 + 1 + 0 + 1 + 4.
        float[] x = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5];
        var biased = new CumulativeRow();
        biased.SetMovingStatistics(biased.MeasureMoments(x));
        Assert.Equal([3f, 3, 3, 3], biased.MovingMean.ToArray());
        Assert.Equal([2f, 2, 2, 2], biased.MovingVariance.ToArray());

        var unbiased = new UnbiasedRow();
        unbiased.SetMovingStatistics(biased.MeasureMoments(x));
        Assert.Equal([3f, 3, 3, 3], unbiased.MovingMean.ToArray());
        Assert.Equal([2.5f, 2.5f, 2.5f, 2.5f], unbiased.MovingVariance.ToArray());
    }

    [Fact]
    public void Prediction_then_normalizes_the_data_set()
    {
        LayerUnderTest<float> layer = LayerTypes.Single(nameof(Plane17));
        TensorShape shape = layer.Declaration.ShapeOf(20, 45);
        float[] x = Samples.Normal<float>(1, shape, mean: 100);
        Moments moments = new(17);
        for (int sample = 0; sample < 20; sample += 5)
        {
            moments.Merge(layer.Moving.MeasureMoments(x.AsSpan(sample * shape.Length / 20, shape.Length / 4), 5));
        }

        layer.Moving.SetMovingStatistics(moments);
        float[] y = new float[x.Length];
        layer.Call(Direction.ForwardInference, x, default, y, shape);
        for (int c = 0; c < 17; c++)
        {
            var output = ChannelMoments.Of([.. shape.IndicesOf(c).Select(i => (double)y[i])]);
            Assert.Equal(0, output.Mean, 1e-4);
            Assert.Equal(1, output.Variance, 1e-4);
        }
    }

    [Fact]
    public void It_stands_for_the_batches_so_far_and_for_one_at_least()
    {
        float[] x = [1, 1, 1, 1, 5, 5, 5, 5];
        var layer = new CumulativeRow();
        Moments moments = layer.MeasureMoments(x);
        layer.SetMovingStatistics(moments);
        Assert.Equal(1, layer.BatchesTracked);

        // The next batch is the second: 3 and 7 are averaged.
        layer.ForwardTraining([6f, 6, 6, 6, 8, 8, 8, 8], new float[8]);
        Assert.Equal([5f, 5, 5, 5], layer.MovingMean.ToArray());
        Assert.Equal(2, layer.BatchesTracked);

        layer.SetMovingStatistics(moments);
        Assert.Equal(2, layer.BatchesTracked);
        Assert.Equal([3f, 3, 3, 3], layer.MovingMean.ToArray());

        // Backward still belongs to the batch before.
        layer.Backward([6f, 6, 6, 6, 8, 8, 8, 8], x, new float[8]);
    }

    [Fact]
    public void Moments_that_do_not_fit_are_rejected()
    {
        foreach (string name in (string[])[nameof(UnbiasedRow), nameof(UnbiasedPlane), nameof(SlowPlane)])
        {
            LayerUnderTest<float> layer = Rejections.Trained(name);
            ArgumentException exception = layer.AssertRejects<ArgumentException>([], () => layer.Moving.SetMovingStatistics(new Moments(5)));
            Assert.Equal("population", exception.ParamName);
            exception.AssertSays(layer, 4, 5);

            exception = layer.AssertRejects<ArgumentException>([], () => layer.Moving.SetMovingStatistics(new Moments(4)));
            Assert.Equal("population", exception.ParamName);
            exception.AssertSays(layer);
            Assert.Contains("none", exception.Message, StringComparison.Ordinal);

            layer.AssertRejects<ArgumentNullException>([], () => layer.Moving.SetMovingStatistics(null!));
        }
    }

    [Fact]
    public void One_value_has_a_biased_variance_only()
    {
        LayerUnderTest<float> layer = Rejections.Trained(nameof(UnbiasedRow));
        Moments one = layer.Moving.MeasureMoments([1f, 2, 3, 4], 1);
        ArgumentException exception = layer.AssertRejects<ArgumentException>([], () => layer.Moving.SetMovingStatistics(one));
        Assert.Contains("unbiased", exception.Message, StringComparison.Ordinal);
        exception.AssertSays(layer);

        var biased = new CumulativeRow();
        biased.SetMovingStatistics(one);
        Assert.Equal([1f, 2, 3, 4], biased.MovingMean.ToArray());
        Assert.Equal(new float[4], biased.MovingVariance.ToArray());
    }

    [Fact]
    public void What_overflows_a_float_is_rejected_before_anything_is_written()
    {
        LayerUnderTest<float> layer = Rejections.Trained(nameof(UnbiasedRow));

        // A variance of 1e40, and a mean that only another process could have: 1e39.
        Moments wide = layer.Moving.MeasureMoments([1f, 1, 1, -1e20f, 2, 2, 2, 1e20f], 2);
        layer.AssertRejects<ArithmeticException>([], () => layer.Moving.SetMovingStatistics(wide)).AssertSays(layer, 3);
        Moments far = new DoubleDecayRow().MeasureMoments([1, 1e39, 1, 1, 2, 1e39, 2, 2]);
        layer.AssertRejects<ArithmeticException>([], () => layer.Moving.SetMovingStatistics(far)).AssertSays(layer, 1);
    }
}
