using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

public sealed class OverlapTests
{
    public static TheoryData<string> Varied => [.. LayerTypes.Varied];

    [Theory, MemberData(nameof(Varied))]
    public void In_place_gives_the_bits_of_out_of_place(string name) =>
        AssertInPlaceIsOutOfPlace(name, LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(5, 21));

    [Theory]
    [InlineData(nameof(Row33))]
    [InlineData(nameof(Plane17))]
    [InlineData(nameof(Fixed7x7))]
    [InlineData(nameof(Last33))]
    [InlineData(nameof(UntrackedPlane))]
    public void In_place_gives_the_same_bits_on_several_threads(string name)
    {
        // Two megabytes and more.
        LayerDeclaration declaration = LayerDeclaration.Of(LayerTypes.Named(name));
        AssertInPlaceIsOutOfPlace(name, declaration.ShapeOf((600_000 / declaration.ShapeOf(1, 200).Length) + 1, 200));
    }

    private static void AssertInPlaceIsOutOfPlace(string name, TensorShape shape)
    {
        float[] x = Rejections.TrainedBatch(shape);
        float[] dy = Samples.Normal<float>(2, shape);
        foreach (Direction direction in Calls.Directions)
        {
            LayerUnderTest<float> apart = Rejections.Trained(name, shape);
            LayerUnderTest<float> inPlace = Rejections.Trained(name, shape);
            float[] output = new float[x.Length];
            float[] buffer = direction.IsBackward() ? [.. dy] : [.. x];

            apart.Call(direction, x, dy, output, shape);
            inPlace.Call(direction, direction.IsBackward() ? x : buffer, buffer, buffer, shape);

            Bits.AssertSame<float>(output, buffer, $"{name} {direction}");
            LayerState.Of(inPlace).AssertSameAs(LayerState.Of(apart));
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Inputs_may_overlap_each_other(string name)
    {
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(5, 21);
        float[] shared = Rejections.TrainedBatch(shape with { BatchSize = 9 });
        float[] x = shared[..shape.Length];
        foreach (Direction direction in (Direction[])[Direction.Backward, Direction.BackwardInference])
        {
            foreach (int offset in (int[])[0, 1, 3])
            {
                LayerUnderTest<float> apart = Rejections.Trained(name, shape);
                LayerUnderTest<float> overlapping = Rejections.Trained(name, shape);
                float[] expected = new float[x.Length];
                float[] dx = new float[x.Length];
                float[] dy = shared[offset..(offset + shape.Length)];

                apart.Call(direction, x, dy, expected, shape);
                overlapping.Call(direction, shared.AsSpan(0, shape.Length), shared.AsSpan(offset, shape.Length), dx, shape);

                Bits.AssertSame<float>(expected, dx, $"{name} {direction}");
                LayerState.Of(overlapping).AssertSameAs(LayerState.Of(apart));
            }
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void Input_gradient_over_both_inputs_is_in_place(string name)
    {
        // dx is dy, and x happens to be the same memory.
        TensorShape shape = LayerDeclaration.Of(LayerTypes.Named(name)).ShapeOf(5, 21);
        float[] x = Rejections.TrainedBatch(shape);
        foreach (Direction direction in (Direction[])[Direction.Backward, Direction.BackwardInference])
        {
            LayerUnderTest<float> apart = Rejections.Trained(name, shape);
            LayerUnderTest<float> inPlace = Rejections.Trained(name, shape);
            float[] expected = new float[x.Length];
            float[] buffer = [.. x];

            apart.Call(direction, x, x, expected, shape);
            inPlace.Call(direction, buffer, buffer, buffer, shape);

            Bits.AssertSame<float>(expected, buffer, $"{name} {direction}");
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void An_output_that_covers_a_part_of_an_input_is_rejected(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        int length = shape.Length;
        foreach (int shift in ((int[])[1, length / 2, length - 1]).Where(shift => shift is > 0).Distinct())
        {
            float[] memory = new float[length + shift];
            float[] apart = new float[length];
            foreach (Direction direction in Calls.Directions)
            {
                Reject(direction, () => layer.Call(direction, memory.AsSpan(0, length), apart, memory.AsSpan(shift, length), shape));
                Reject(direction, () => layer.Call(direction, memory.AsSpan(shift, length), apart, memory.AsSpan(0, length), shape));
                if (direction.IsBackward())
                {
                    Reject(direction, () => layer.Call(direction, apart, memory.AsSpan(0, length), memory.AsSpan(shift, length), shape));
                    Reject(direction, () => layer.Call(direction, apart, memory.AsSpan(shift, length), memory.AsSpan(0, length), shape));
                }
            }

            void Reject(Direction direction, Action call)
            {
                ArgumentException exception = layer.AssertRejects<ArgumentException>(memory, call);
                Assert.Equal(direction.OutputName(), exception.ParamName);
                exception.AssertSays(layer);
            }
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void An_input_gradient_in_the_place_of_the_input_is_rejected(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        float[] x = new float[shape.Length];
        float[] dy = new float[shape.Length];
        foreach (Direction direction in (Direction[])[Direction.Backward, Direction.BackwardInference])
        {
            ArgumentException exception = layer.AssertRejects<ArgumentException>(x, () => layer.Call(direction, x, dy, x, shape));
            Assert.Equal("dx", exception.ParamName);
        }
    }

    [Fact]
    public void Neighbours_do_not_overlap()
    {
        LayerUnderTest<float> layer = LayerTypes.Single(nameof(Row5));
        TensorShape shape = layer.Declaration.Shape(4);
        float[] memory = new float[60];
        Samples.Normal<float>(1, shape).CopyTo(memory, 20);

        layer.Call(Direction.ForwardTraining, memory.AsSpan(20, 20), default, memory.AsSpan(0, 20), shape);
        layer.Call(Direction.Backward, memory.AsSpan(20, 20), memory.AsSpan(0, 20), memory.AsSpan(40, 20), shape);
    }
}
