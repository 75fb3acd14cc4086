using System.Numerics;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Execution;

/// <summary>Spans inside larger arrays: nothing around an output is written, nothing around an input counts, no address matters.</summary>
public sealed class CanaryTests
{
    private const int Margin = 40;

    public static TheoryData<string> Varied => [.. LayerTypes.Varied];

    public static TheoryData<string> Doubles => [nameof(DoubleRow7), nameof(DoubleRow17), nameof(DoublePlane3), nameof(DoubleLast5), nameof(DoubleLast33), nameof(DoubleFixed3x3), nameof(DoubleUntrackedPlane)];

    [Theory, MemberData(nameof(Varied))]
    public void No_float_around_an_output_is_written_and_no_address_matters(string name) => Check(() => LayerTypes.Single(name), 12345f);

    [Theory, MemberData(nameof(Doubles))]
    public void No_double_around_an_output_is_written_and_no_address_matters(string name) => Check(() => LayerTypes.Double(name), 12345.0);

    [Fact]
    public void No_channel_count_writes_around_an_output()
    {
        for (int c = 1; c <= 70; c++)
        {
            Check(() => LayerTypes.Single($"Row{c}"), 12345f, offsets: [0, 1, 7]);
            Check(() => LayerTypes.Single($"Plane{c}"), 12345f, offsets: [0, 1, 7]);
        }
    }

    [Theory, InlineData(nameof(Plane3)), InlineData(nameof(Plane1)), InlineData(nameof(FreeLine)), InlineData(nameof(Last5)), InlineData(nameof(Row5))]
    public void No_extent_writes_around_an_output(string name)
    {
        for (int extent = 1; extent <= 70; extent++)
        {
            Check(() => LayerTypes.Single(name), 12345f, offsets: [0, 3], positions: extent);
        }
    }

    private static void Check<T>(Func<LayerUnderTest<T>> create, T canary, int[]? offsets = null, int positions = 21)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorShape shape = create().Declaration.ShapeOf(5, positions);
        T[] x = Samples.Normal<T>(1, shape);
        T[] dy = Samples.Normal<T>(2, shape);
        T[][]? expected = null;
        LayerState? expectedState = null;
        foreach (int offset in offsets ?? Enumerable.Range(0, 18))
        {
            LayerUnderTest<T> layer = create();
            Samples.Parameters(3, layer.Layer.Parameters);
            // Inputs lie among NaN: one read from there that counts spoils a result.
            int dyOffset = offset * 5 % 18;
            T[] xMemory = AmongNaN(x, Margin + offset);
            T[] dyMemory = AmongNaN(dy, Margin + dyOffset);
            var results = new T[Calls.Directions.Count][];
            foreach (Direction direction in (Direction[])[Direction.ForwardTraining, Direction.Backward, Direction.ForwardInference, Direction.BackwardInference])
            {
                int at = Margin + (offset * 7 % 18);
                T[] memory = new T[x.Length + (3 * Margin)];
                Array.Fill(memory, canary);
                layer.Call(direction, xMemory.AsSpan(Margin + offset, x.Length), dyMemory.AsSpan(Margin + dyOffset, x.Length), memory.AsSpan(at, x.Length), shape);

                string what = $"{layer.Declaration.Name} {shape} {direction}, offset {offset}";
                Assert.True(memory.AsSpan(0, at).IndexOfAnyExcept(canary) < 0, what + ": written before the output");
                Assert.True(memory.AsSpan(at + x.Length).IndexOfAnyExcept(canary) < 0, what + ": written after the output");
                T[] result = memory.AsSpan(at, x.Length).ToArray();
                Assert.False(Array.Exists(result, T.IsNaN), what + ": read outside an input");
                if (expected is not null)
                {
                    Bits.AssertSame<T>(expected[(int)direction], result, what);
                }

                results[(int)direction] = result;
            }

            expected ??= results;
            expectedState ??= LayerState.Of(layer);
            LayerState.Of(layer).AssertSameAs(expectedState);
        }
    }

    private static T[] AmongNaN<T>(T[] values, int at)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] memory = new T[values.Length + (3 * Margin)];
        Array.Fill(memory, T.NaN);
        values.CopyTo(memory, at);
        return memory;
    }
}
