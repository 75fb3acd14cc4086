using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using CsCheck;
using Xunit;

namespace BatchNormGen.Tests.Population;

/// <summary>A data set in parts: however it is cut, and in whatever order it is merged, the moments are those of the whole.</summary>
public sealed class MergingTests
{
    private const int Channels = 3;

    private static readonly Gen<(double Offset, double Scale, double Drift, int Seed)> AnyData =
        Gen.Select(Gen.Double[0, 7], Gen.Double[-15, 15], Gen.Double[-1, 3], Gen.Int).Select((offset, scale, drift, seed) =>
            (Math.Pow(10, offset), Math.Pow(10, scale), Math.Pow(10, drift), seed));

    /// <summary>How large the parts are: single values, unequal ones, large ones.</summary>
    private static readonly Gen<int[]> AnyParts = Gen.OneOf(
        Gen.Int[0, 3].Array[1, 60],
        Gen.Int[1, 700].Array[1, 12],
        Gen.OneOf(Gen.Const(1), Gen.Const(0), Gen.Int[500, 1500]).Array[2, 8]);

    [Fact]
    public void Rows_in_any_parts_and_any_order() => Gen.Select(AnyParts, AnyData)
        .Sample((parts, data) => Check(nameof(Row3), parts, 1, data.Offset, data.Scale, data.Drift, data.Seed), iter: 300, threads: 1);

    [Fact]
    public void Planes_in_any_parts_and_any_order() => Gen.Select(Gen.Int[0, 40].Array[1, 12], Gen.OneOf(2, 33, 150), AnyData)
        .Sample((parts, positions, data) => Check(nameof(Plane3), parts, positions, data.Offset, data.Scale, data.Drift, data.Seed), iter: 200, threads: 1);

    [Fact]
    public void Ten_thousand_parts_of_one_value()
    {
        var layer = new Row3();
        float[] x = Data(10_000 * Channels, offset: 1e4, scale: 1, drift: 30, seed: 1);
        Moments merged = new(Channels);
        for (int i = 0; i < 10_000; i++)
        {
            merged.Merge(layer.MeasureMoments(x.AsSpan(i * Channels, Channels)));
        }

        PromisedMoments.AssertOf<float>(merged, x, new TensorShape(10_000, Channels, [], TensorLayout.ChannelsFirst), "single values");
    }

    [Fact]
    public void An_unequal_last_batch_counts_by_its_values()
    {
        var layer = new Row1();
        Moments merged = layer.MeasureMoments([1f, 2, 3, 4]);
        merged.Merge(layer.MeasureMoments([10f]));

        // Mean 4, deviations 9 + 4 + 1 + 0 + 36.
        Assert.Equal(5, merged.Count);
        Assert.Equal([4.0], merged.Mean.ToArray());
        Assert.Equal([50.0], merged.SumOfSquaredDeviations.ToArray());
    }

    [Fact]
    public void Merged_with_themselves_moments_count_twice()
    {
        float[] x = Data(100 * Channels, 1e5, 1, 3, 1);
        Moments moments = new Row3().MeasureMoments(x);
        moments.Merge(moments);

        float[] twice = [.. x, .. x];
        PromisedMoments.AssertOf<float>(moments, twice, new TensorShape(200, Channels, [], TensorLayout.ChannelsFirst), "twice");
    }

    [Fact]
    public void Empty_moments_change_nothing_and_take_everything()
    {
        Moments moments = new Row3().MeasureMoments(Data(30, 5, 1, 3, 1));
        byte[] before = moments.ToBytes();

        moments.Merge(new Moments(Channels));
        Assert.Equal(before, moments.ToBytes());

        Moments empty = new(Channels);
        empty.Merge(new Moments(Channels));
        empty.Merge(empty);
        Assert.Equal(0, empty.Count);
        Assert.Equal(new double[3], empty.Mean.ToArray());

        empty.Merge(moments);
        Assert.Equal(before, empty.ToBytes());
        Assert.Equal(before, moments.ToBytes());
    }

    [Fact]
    public void Every_channel_is_merged()
    {
        for (int c = 1; c <= 70; c++)
        {
            var layer = (IMovingStatistics<float, float>)Activator.CreateInstance(LayerTypes.Named($"Row{c}"))!;
            TensorShape shape = new(9, c, [], TensorLayout.ChannelsFirst);
            float[] x = Samples.Normal<float>(c, shape);
            Moments moments = layer.MeasureMoments(x.AsSpan(0, 4 * c), 4);
            moments.Merge(layer.MeasureMoments(x.AsSpan(4 * c), 5));
            PromisedMoments.AssertOf<float>(moments, x, shape, $"{c} channels");
        }
    }

    [Fact]
    public void Moments_of_other_channels_are_rejected()
    {
        Moments moments = new(3);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => moments.Merge(new Moments(4)));
        Assert.Equal("other", exception.ParamName);
        Assert.Contains("3 channels", exception.Message, StringComparison.Ordinal);
        Assert.Contains("got 4", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => moments.Merge(null!));
    }

    [Fact]
    public void More_values_than_a_long_can_count_are_rejected()
    {
        Moments moments = new Row1().MeasureMoments([1f, 2]);
        for (int doubling = 1; doubling < 62; doubling++)
        {
            moments.Merge(moments);
        }

        Assert.Equal(1L << 62, moments.Count);
        byte[] before = moments.ToBytes();
        Assert.Contains("at most 9223372036854775807", Assert.Throws<ArgumentException>(() => moments.Merge(moments)).Message, StringComparison.Ordinal);
        Assert.Equal(before, moments.ToBytes());
        Assert.Equal([1.5], moments.Mean.ToArray());
    }

    [Fact]
    public void What_would_overflow_is_rejected_before_anything_changes()
    {
        var layer = new DoubleRow9();
        double[] low = new double[9], high = new double[9];
        high[8] = 1e200;
        Moments moments = layer.MeasureMoments(low);
        byte[] before = moments.ToBytes();

        Assert.Contains("channel 8", Assert.Throws<ArithmeticException>(() => moments.Merge(layer.MeasureMoments(high))).Message, StringComparison.Ordinal);
        Assert.Equal(before, moments.ToBytes());
    }

    [Theory, InlineData(0), InlineData(-1), InlineData((1 << 20) + 1)]
    public void A_number_of_channels_that_no_layer_has_is_rejected(int numFeatures)
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => new Moments(numFeatures));
        Assert.Equal("numFeatures", exception.ParamName);
        Assert.Contains("from 1 to 1048576", exception.Message, StringComparison.Ordinal);
    }

    private static void Check(string name, int[] parts, int positions, double offset, double scale, double drift, int seed)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(name);
        int samples = parts.Sum();
        float[] x = Data(samples * Channels * positions, offset, scale, drift, seed);
        var whole = new TensorShape(samples, Channels, positions == 1 ? [] : [positions], TensorLayout.ChannelsFirst);

        List<Moments> measured = [];
        int begin = 0;
        foreach (int part in parts)
        {
            int length = part * Channels * positions;
            Moments moments = layer.Moving.MeasureMoments(x.AsSpan(begin, length), part);
            // Some come from another process.
            measured.Add(part % 3 == 1 ? Moments.FromBytes(moments.ToBytes()) : moments);
            begin += length;
        }

        Moments merged = MergeInAnyOrder(measured, new Random(seed));
        Moments atOnce = layer.Moving.MeasureMoments(x, samples);
        if (samples == 0)
        {
            Assert.Equal(atOnce.ToBytes(), merged.ToBytes());
            return;
        }

        string what = $"{name}, parts {string.Join(" ", parts)}";
        PromisedMoments.AssertOf<float>(merged, x, whole, what + ", merged");
        PromisedMoments.AssertOf<float>(atOnce, x, whole, what + ", at once");
        for (int c = 0; c < Channels; c++)
        {
            double deviation = Math.Sqrt(atOnce.SumOfSquaredDeviations[c] / atOnce.Count);
            double distance = (merged.Mean[c] - atOnce.Mean[c]) + (merged.Vectors[Channels + c] - atOnce.Vectors[Channels + c]);
            Assert.True(Math.Abs(distance) <= 1e-12 * deviation, $"{what}: means differ by {distance / deviation} deviations");
            Assert.True(
                Math.Abs(merged.SumOfSquaredDeviations[c] - atOnce.SumOfSquaredDeviations[c]) <= 1e-12 * atOnce.SumOfSquaredDeviations[c],
                $"{what}: squared deviations {merged.SumOfSquaredDeviations[c]} and {atOnce.SumOfSquaredDeviations[c]}");
        }
    }

    /// <summary>Takes two at random, merges them, and puts the result back, until there is one.</summary>
    private static Moments MergeInAnyOrder(List<Moments> moments, Random random)
    {
        while (moments.Count > 1)
        {
            Moments one = Take(), other = Take();
            one.Merge(other);
            moments.Add(one);
        }

        return moments[0];

        Moments Take()
        {
            int at = random.Next(moments.Count);
            Moments taken = moments[at];
            moments.RemoveAt(at);
            return taken;
        }
    }

    /// <summary>Normal values about a mean that drifts from part to part, so that parts differ.</summary>
    private static float[] Data(int length, double offset, double scale, double drift, int seed)
    {
        var random = new Random(seed);
        float[] x = new float[length];
        for (int i = 0; i < length; i++)
        {
            x[i] = (float)(scale * (offset + (drift * i / length) + Samples.StandardNormal(random)));
        }

        return x;
    }
}
