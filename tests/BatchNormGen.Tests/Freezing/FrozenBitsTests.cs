using System.Numerics;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Freezing;

/// <summary>A frozen layer gives the bits of <c>ForwardInference</c>, whatever the declaration and however it is called.</summary>
public sealed class FrozenBitsTests
{
    private const int Margin = 40;

    public static TheoryData<string> Tracked => [.. LayerTypes.Varied.Where(name => LayerDeclaration.Of(LayerTypes.Named(name)).TrackMovingStatistics)];

    public static TheoryData<string> Doubles =>
        [nameof(DoubleRow7), nameof(DoubleRow17), nameof(DoublePlane3), nameof(DoubleLast5), nameof(DoubleLast33), nameof(DoubleFixed3x3), nameof(DoubleFixedLast), nameof(DoubleUnscaledRow), nameof(DoublePlainPlane)];

    [Theory, MemberData(nameof(Tracked))]
    public void Floats_have_the_bits_of_prediction(string name) => Check(LayerTypes.Single(name), 12345f, offsets: [0, 1, 7, 16], positions: 21);

    [Theory, MemberData(nameof(Doubles))]
    public void Doubles_have_the_bits_of_prediction(string name) => Check(LayerTypes.Double(name), 12345.0, offsets: [0, 1, 7, 8], positions: 21);

    [Fact]
    public void Every_channel_count_has_the_bits_of_prediction()
    {
        for (int c = 1; c <= 70; c++)
        {
            Check(LayerTypes.Single($"Row{c}"), 12345f, offsets: [0, 3]);
            Check(LayerTypes.Single($"Plane{c}"), 12345f, offsets: [0, 3], positions: 15);
        }

        foreach (int c in (int[])[1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 47, 48, 49, 63, 64, 65, 70])
        {
            Check(LayerTypes.Single($"Last{c}"), 12345f, offsets: [0, 3], positions: 15);
            Check(LayerTypes.Double($"DoubleRow{c}"), 12345.0, offsets: [0, 3]);
            Check(LayerTypes.Double($"DoublePlane{c}"), 12345.0, offsets: [0, 3], positions: 15);
            Check(LayerTypes.Double($"DoubleLast{c}"), 12345.0, offsets: [0, 3], positions: 15);
        }
    }

    [Theory, InlineData(nameof(Plane3)), InlineData(nameof(FreeLine)), InlineData(nameof(Last5))]
    public void Every_extent_has_the_bits_of_prediction(string name)
    {
        for (int extent = 1; extent <= 70; extent++)
        {
            Check(LayerTypes.Single(name), 12345f, offsets: [0, 3], positions: extent);
        }
    }

    [Theory, InlineData(nameof(Row1)), InlineData(nameof(Row7)), InlineData(nameof(Row64)), InlineData(nameof(Plane3)), InlineData(nameof(Last33)), InlineData(nameof(Fixed7x7))]
    public void Batches_that_are_just_small_enough_to_be_mapped_at_once_have_the_bits_of_their_samples(string name)
    {
        LayerUnderTest<float> layer = Trained(LayerTypes.Single(name));
        var frozen = new FrozenUnderTest<float>(layer);
        TensorShape one = layer.Declaration.ShapeOf(1, 15);
        int fits = 64 * 1024 / sizeof(float) / one.Length;
        float[] x = Samples.Normal<float>(1, one with { BatchSize = fits + 1 });
        float[] expected = new float[x.Length];
        for (int at = 0; at < x.Length; at += one.Length)
        {
            layer.Call(Direction.ForwardInference, x.AsSpan(at, one.Length), default, expected.AsSpan(at, one.Length), one);
        }

        for (int batchSize = fits - 1; batchSize <= fits + 1; batchSize++)
        {
            TensorShape shape = one with { BatchSize = batchSize };
            float[] predicted = new float[shape.Length];
            float[] y = new float[shape.Length];
            layer.Call(Direction.ForwardInference, x.AsSpan(0, shape.Length), default, predicted, shape);
            frozen.Forward(x.AsSpan(0, shape.Length), y, shape);
            Bits.AssertSame<float>(expected.AsSpan(0, shape.Length), predicted, $"{name} {shape}, predicted");
            Bits.AssertSame<float>(expected.AsSpan(0, shape.Length), y, $"{name} {shape}, frozen");
        }
    }

    [Theory]
    [InlineData(nameof(Row33))]
    [InlineData(nameof(Row64))]
    [InlineData(nameof(WiderRow))]
    [InlineData(nameof(Plane17))]
    [InlineData(nameof(Fixed56x56))]
    [InlineData(nameof(Last33))]
    public void Any_number_of_threads_gives_the_bits_of_one(string name)
    {
        // Two megabytes and more.
        LayerUnderTest<float> layer = Trained(LayerTypes.Single(name));
        TensorShape shape = layer.Declaration.ShapeOf((600_000 / layer.Declaration.ShapeOf(1, 200).Length) + 1, 200);
        float[] x = Samples.Normal<float>(1, shape);
        layer.Layer.MaxDegreeOfParallelism = 1;
        float[] expected = Predicted(layer, x, shape);
        foreach (int threads in (int[])[1, 2, 3, -1])
        {
            layer.Layer.MaxDegreeOfParallelism = threads;
            float[] y = [.. x];
            new FrozenUnderTest<float>(layer).Forward(y, y, shape);
            Bits.AssertSame<float>(expected, y, $"{name} in place on {threads} threads");
        }
    }

    [Theory, InlineData(nameof(Row64)), InlineData(nameof(Row7)), InlineData(nameof(Plane17)), InlineData(nameof(Last33))]
    public void A_result_that_no_cache_holds_has_the_bits_of_its_parts(string name)
    {
        // Seventeen megabytes are written past the caches; their parts are not.
        LayerUnderTest<float> layer = Trained(LayerTypes.Single(name));
        var frozen = new FrozenUnderTest<float>(layer);
        TensorShape part = layer.Declaration.ShapeOf((int)(1024.0 * 1024 / layer.Declaration.ShapeOf(1, 301).Length), 301);
        TensorShape whole = part with { BatchSize = (part.BatchSize * 17 / 4) + 1 };
        var random = new Random(1);
        float[] x = new float[whole.Length];
        Array.ForEach([.. Enumerable.Range(0, x.Length)], i => x[i] = random.NextSingle());
        foreach (int offset in (int[])[0, 3])
        {
            float[] memory = new float[x.Length + offset];
            frozen.Forward(x, memory.AsSpan(offset), whole);
            for (int first = 0; first < whole.BatchSize; first += part.BatchSize)
            {
                TensorShape shape = part with { BatchSize = Math.Min(part.BatchSize, whole.BatchSize - first) };
                int at = first * (part.Length / part.BatchSize);
                float[] expected = Predicted(layer, x.AsSpan(at, shape.Length), shape);
                Bits.AssertSame<float>(expected, memory.AsSpan(offset + at, shape.Length), $"{name}, samples from {first} on");
            }
        }
    }

    private static LayerUnderTest<T> Trained<T>(LayerUnderTest<T> layer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorShape shape = layer.Declaration.ShapeOf(5, 9);
        T[] x = Samples.Normal<T>(11, shape);
        Samples.Parameters(12, layer.Layer.Parameters);
        layer.Call(Direction.ForwardTraining, x, default, new T[x.Length], shape);
        return layer;
    }

    private static T[] Predicted<T>(LayerUnderTest<T> layer, ReadOnlySpan<T> x, TensorShape shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] y = new T[x.Length];
        layer.Call(Direction.ForwardInference, x, default, y, shape);
        return y;
    }

    /// <summary>One sample, and batches that leave rows and lanes over; every entry; in place and among canaries.</summary>
    private static void Check<T>(LayerUnderTest<T> layer, T canary, int[] offsets, int positions = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Trained(layer);
        var frozen = new FrozenUnderTest<T>(layer);
        foreach (int batchSize in (int[])[1, 2, 19])
        {
            TensorShape shape = layer.Declaration.ShapeOf(batchSize, positions);
            T[] x = Samples.Normal<T>(batchSize, shape);
            T[] expected = Predicted(layer, x, shape);
            string what = $"{layer.Declaration.Name} {shape}";
            foreach (Entry entry in Calls.EntriesOf(layer.Declaration))
            {
                T[] y = new T[x.Length];
                frozen.Forward(entry, x, y, shape);
                Bits.AssertSame<T>(expected, y, $"{what} {entry}");
            }

            foreach (int offset in offsets)
            {
                T[] memory = new T[x.Length + (2 * Margin)];
                Array.Fill(memory, canary);
                x.CopyTo(memory, Margin + offset);
                Span<T> inPlace = memory.AsSpan(Margin + offset, x.Length);
                frozen.Forward(inPlace, inPlace, shape);
                Bits.AssertSame<T>(expected, inPlace, $"{what} in place, offset {offset}");
                Assert.True(memory.AsSpan(0, Margin + offset).IndexOfAnyExcept(canary) < 0, what + ": written before the output");
                Assert.True(memory.AsSpan(Margin + offset + x.Length).IndexOfAnyExcept(canary) < 0, what + ": written after the output");
            }
        }
    }
}
