using Xunit;

namespace BatchNormGen.Tests.Semantics;

/// <summary>Values at the edge of what the element type holds.</summary>
public sealed partial class EdgeOfRangeTests
{
    [Fact]
    public void An_unbiased_variance_that_is_no_float_does_not_enter_the_average()
    {
        var layer = new CumulativeUnbiased();

        // The biased variance, 2.25e38, is a float; twice that is not.
        Assert.Throws<ArithmeticException>(() => layer.ForwardTraining([1.5e19f, -1.5e19f], new float[2]));

        Assert.Equal([1f], layer.MovingVariance.ToArray());
        Assert.Equal(0, layer.BatchesTracked);
    }

    [Fact]
    public void A_constant_channel_is_beta_even_where_the_scale_is_no_float()
    {
        var layer = new Steep();
        layer.Gamma.Value[0] = 1e25f;
        layer.Beta.Value[0] = 3f;
        float[] y = new float[3];

        layer.ForwardTraining([2, 2, 2], y);

        Assert.Equal([3f, 3f, 3f], y);
    }

    [Fact]
    public void The_statistics_of_a_block_whose_squares_are_no_floats_are_those_of_the_values()
    {
        // Deviations of 1e18, and one value at 60 deviations: its square is 3.6e39.
        float[] x = new float[8192];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = i % 2 == 0 ? 1e18f : -1e18f;
        }

        x[0] = 6e19f;
        double mean = x.Average(static value => (double)value);
        double variance = x.Average(value => (value - mean) * (value - mean));
        var layer = new CumulativeUnbiased();

        layer.ForwardTraining(x, new float[x.Length]);

        Assert.Equal(variance * x.Length / (x.Length - 1), layer.MovingVariance[0], 1e-6 * variance);
        Assert.Equal(mean, layer.MovingMean[0], 1e-6 * Math.Sqrt(variance));
    }

    [BatchNorm(1, 2, CumulativeAverage = true, MovingVariance = VarianceEstimator.Unbiased)]
    private sealed partial class CumulativeUnbiased;

#pragma warning disable BNG0021 // too small to be felt: that is what is tried
    [BatchNorm(1, 2, Epsilon = 1e-40)]
    private sealed partial class Steep;
#pragma warning restore BNG0021
}
