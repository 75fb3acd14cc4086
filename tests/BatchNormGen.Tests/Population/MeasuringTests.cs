using System.Numerics;
using BatchNormGen.Tests.Accuracy;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Population;

/// <summary>One batch, measured by every kind of layer, against exact arithmetic.</summary>
public sealed class MeasuringTests
{
    private static readonly int[] Tails = [1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 47, 48, 49, 63, 64, 65, 70];

    public static TheoryData<string> Varied => [.. LayerTypes.Tracked, nameof(WiderRow)];

    public static TheoryData<Pattern> AllPatterns => [.. Enum.GetValues<Pattern>()];

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(7), InlineData(37), InlineData(530)]
    public void Rows_of_every_width(int batchSize)
    {
        for (int c = 1; c <= 70; c++)
        {
            Check<float>($"Row{c}", batchSize, 1, offset: 3);
        }
    }

    // Positions: columns, always and in large batches only, and runs; with every rest of a vector.
    [Theory, InlineData(1, 1), InlineData(5, 4), InlineData(3, 31), InlineData(3, 33), InlineData(20, 33), InlineData(2, 40), InlineData(2, 129), InlineData(17, 49), InlineData(17, 131)]
    public void Planes_of_every_channel_count(int batchSize, int positions)
    {
        for (int c = 1; c <= 70; c += c < 20 ? 1 : 5)
        {
            Check<float>($"Plane{c}", batchSize, positions, offset: 3);
        }
    }

    [Fact]
    public void Channels_last_and_doubles_of_every_tail()
    {
        foreach (int c in Tails)
        {
            foreach ((int batchSize, int positions) in ((int, int)[])[(1, 1), (3, 5), (2, 67), (19, 41)])
            {
                Check<float>($"Last{c}", batchSize, positions, offset: 3);
                Check<double>($"DoubleRow{c}", batchSize * positions, 1, offset: 3);
                Check<double>($"DoublePlane{c}", batchSize, positions, offset: 3);
                Check<double>($"DoubleLast{c}", batchSize, positions, offset: 3);
            }
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Every_other_declaration(string name)
    {
        foreach ((int batchSize, int positions) in ((int, int)[])[(2, 5), (33, 21)])
        {
            Check<float>(name, batchSize, positions, offset: 3);
        }
    }

    // Several blocks and chunks; parts of planes; more channels than a group.
    [Theory]
    [InlineData(nameof(Row3), 9000, 1)]
    [InlineData(nameof(Row17), 4099, 1)]
    [InlineData(nameof(Row64), 1500, 1)]
    [InlineData(nameof(WiderRow), 21, 1)]
    [InlineData(nameof(Plane3), 1, 20_011)]
    [InlineData(nameof(Plane3), 3, 8192)]
    [InlineData(nameof(Plane64), 9, 300)]
    [InlineData(nameof(WidePlane), 3, 130)]
    [InlineData(nameof(WidePlane), 18, 30)]
    [InlineData(nameof(Plane5), 700, 27)]
    public void Large_batches(string name, int batchSize, int positions) => Check<float>(name, batchSize, positions, offset: 3);

    [Theory, MemberData(nameof(AllPatterns))]
    public void Patterns_that_lose_digits(Pattern pattern)
    {
        foreach (double deviation in (double[])[1e-15, 1, 1e18])
        {
            Check<float>(nameof(Row5), pattern, 3000, 1, deviation);
            Check<float>(nameof(Plane3), pattern, 40, 100, deviation);
            Check<float>(nameof(Plane3), pattern, 3, 5000, deviation);
            Check<double>(nameof(DoubleRow7), pattern, 3000, 1, deviation);
            Check<double>(nameof(DoublePlane3), pattern, 3, 5000, deviation);
        }
    }

    /// <summary>Floats have no more offset than 2²⁴ deviations of their last digit and some; doubles are tried as far as 1e15.</summary>
    [Theory, InlineData(1e4), InlineData(1e6), InlineData(1e7), InlineData(1e10), InlineData(1e12), InlineData(1e15)]
    public void Means_far_from_zero(double offset)
    {
        if (offset <= 1e7)
        {
            Check<float>(nameof(Row5), 3000, 1, offset);
            Check<float>(nameof(Plane3), 7, 1000, offset);
        }

        Check<double>(nameof(DoubleRow7), 3000, 1, offset);
        Check<double>(nameof(DoublePlane3), 7, 1000, offset);
    }

    [Theory, InlineData(float.Epsilon), InlineData(1e-40f), InlineData(1e-30f), InlineData(1e30f), InlineData(3.4e38f)]
    public void The_whole_range_of_float(float scale)
    {
        LayerUnderTest<float> layer = LayerTypes.Single(nameof(Plane3));
        TensorShape shape = layer.Declaration.ShapeOf(5, 60);
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, shape.Length).Select(_ => scale * random.Next(-1, 2))];
        PromisedMoments.AssertOf<float>(layer.Moving.MeasureMoments(x, 5), x, shape, $"{scale}");
    }

    [Theory, InlineData(0.1f), InlineData(-1e30f), InlineData(float.Epsilon), InlineData(float.MaxValue), InlineData(0f)]
    public void Constants_are_measured_exactly(float value)
    {
        foreach (string name in (string[])[nameof(Row5), nameof(Row70), nameof(Plane3), nameof(Last33)])
        {
            LayerUnderTest<float> layer = LayerTypes.Single(name);
            foreach (TensorShape shape in (TensorShape[])[layer.Declaration.ShapeOf(1, 1), layer.Declaration.ShapeOf(40, 50), layer.Declaration.ShapeOf(3, 4500)])
            {
                float[] x = new float[shape.Length];
                Array.Fill(x, value);
                PromisedMoments.AssertOf<float>(layer.Moving.MeasureMoments(x, shape.BatchSize), x, shape, name);
            }
        }
    }

    [Fact]
    public void Nothing_is_read_beside_the_batch()
    {
        // What lies around is NaN, and would spoil what it enters.
        foreach (string name in (string[])[nameof(Row1), nameof(Row3), nameof(Row9), nameof(Row65), nameof(Plane1), nameof(Plane3), nameof(Plane17), nameof(Last5)])
        {
            LayerUnderTest<float> layer = LayerTypes.Single(name);
            foreach ((int batchSize, int positions) in ((int, int)[])[(1, 1), (2, 3), (7, 9), (2, 35), (17, 35)])
            {
                TensorShape shape = layer.Declaration.ShapeOf(batchSize, positions);
                float[] memory = new float[shape.Length + 64];
                Array.Fill(memory, float.NaN);
                Samples.Normal<float>(1, shape).CopyTo(memory, 32);
                ReadOnlySpan<float> x = memory.AsSpan(32, shape.Length);
                PromisedMoments.AssertOf(layer.Moving.MeasureMoments(x, batchSize), x, shape, name);
            }
        }
    }

    private static void Check<T>(string name, int batchSize, int positions, double offset)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layer = new LayerUnderTest<T>(LayerTypes.Named(name));
        TensorShape shape = layer.Declaration.ShapeOf(batchSize, positions);
        T[] x = Samples.Normal<T>(batchSize + positions, shape, offset, 1);
        PromisedMoments.AssertOf<T>(layer.Moving.MeasureMoments(x, batchSize), x, shape, $"{name} {shape}");
    }

    private static void Check<T>(string name, Pattern pattern, int batchSize, int positions, double deviation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layer = new LayerUnderTest<T>(LayerTypes.Named(name));
        TensorShape shape = layer.Declaration.ShapeOf(batchSize, positions);
        T[] x = Samples.Narrow<T>(Patterns.Batch(pattern, shape, deviation));
        PromisedMoments.AssertOf<T>(layer.Moving.MeasureMoments(x, batchSize), x, shape, $"{name} {shape} {pattern} {deviation}");
    }
}
