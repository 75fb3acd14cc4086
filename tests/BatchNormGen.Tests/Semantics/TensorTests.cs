using System.Numerics.Tensors;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

public sealed class TensorTests
{
    /// <summary>A layer, a shape that does not fit it, and what its message must name.</summary>
    public static TheoryData<string, int[]> WrongShapes => new()
    {
        { nameof(Row5), [30] },
        { nameof(Row5), [2, 3, 5] },
        { nameof(Row5), [5, 6] },
        { nameof(Plane3), [2, 3] },
        { nameof(Plane3), [2, 3, 5, 7, 11] },
        { nameof(Plane3), [2, 5, 7, 3] },
        { nameof(Last5), [2, 5, 7, 3] },
        { nameof(Fixed3x5), [2, 4, 5, 3] },
        { nameof(Fixed3x5), [2, 4, 3, 6] },
        { nameof(FixedLast), [2, 11, 5, 3] },
        { nameof(FixedLast), [2, 3, 5, 11] },
        { nameof(FreeVolume), [2, 6, 3, 3] },
        { nameof(FixedVolume), [4, 3, 2, 3, 6] },
        { nameof(UntrackedPlane), [2, 4, 3, 3] },
    };

    [Theory, MemberData(nameof(WrongShapes))]
    public void A_shape_that_does_not_fit_is_rejected_with_both_shapes(string name, int[] dimensions)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        float[] x = new float[dimensions.Aggregate(1, (product, extent) => product * extent)];
        float[] output = new float[x.Length];
        foreach (Direction direction in Calls.Directions)
        {
            ArgumentException exception = layer.AssertRejects<ArgumentException>(output, () => Call(layer, direction, Over(x, dimensions), Over(x, dimensions), Over(output, dimensions)));

            Assert.Equal("x", exception.ParamName);
            exception.AssertSays(layer, layer.Declaration.NumFeatures);
            Assert.Contains($"({string.Join(", ", dimensions)})", exception.Message, StringComparison.Ordinal);
            if (dimensions.Length != layer.Declaration.NumDims)
            {
                exception.AssertSays(layer, dimensions.Length, layer.Declaration.NumDims);
            }
        }
    }

    [Theory]
    [InlineData(nameof(Row5))]
    [InlineData(nameof(Plane3))]
    [InlineData(nameof(Last5))]
    [InlineData(nameof(Fixed3x5))]
    public void An_output_of_another_shape_is_rejected_even_if_its_length_fits(string name)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        int[] dimensions = layer.Declaration.ShapeOf(6, 12).Dimensions;
        float[] x = new float[dimensions.Aggregate(1, (product, extent) => product * extent)];
        float[] output = new float[x.Length];
        int[] flat = [x.Length];
        int[] reversed = [.. dimensions.Reverse()];
        foreach (int[] other in (int[][])[flat, reversed])
        {
            foreach (Direction direction in Calls.Directions)
            {
                ArgumentException exception = layer.AssertRejects<ArgumentException>(output, () => Call(layer, direction, Over(x, dimensions), Over(x, dimensions), Over(output, other)));
                Assert.Equal(direction.OutputName(), exception.ParamName);
                exception.AssertSays(layer);
                if (direction.IsBackward())
                {
                    exception = layer.AssertRejects<ArgumentException>(output, () => Call(layer, direction, Over(x, dimensions), Over(x, other), Over(output, dimensions)));
                    Assert.Equal("dy", exception.ParamName);
                }
            }
        }
    }

    [Fact]
    public void A_tensor_that_is_not_dense_is_rejected()
    {
        LayerUnderTest<float> layer = Rejections.Trained(nameof(Row5));
        float[] memory = new float[64];
        float[] dense = new float[15];
        nint[] lengths = [3, 5];
        foreach (nint[] strides in (nint[][])[[6, 1], [0, 1], [10, 2]])
        {
            foreach (Direction direction in Calls.Directions)
            {
                Reject("x", () => Call(layer, direction, new TensorSpan<float>(memory, lengths, strides), Over(dense, [3, 5]), Over(new float[15], [3, 5])));
                // An output may not be broadcast at all.
                if (strides[0] != 0)
                {
                    Reject(direction.OutputName(), () => Call(layer, direction, Over(dense, [3, 5]), Over(dense, [3, 5]), new TensorSpan<float>(memory, lengths, strides)));
                }

                if (direction.IsBackward())
                {
                    Reject("dy", () => Call(layer, direction, Over(dense, [3, 5]), new TensorSpan<float>(memory, lengths, strides), Over(new float[15], [3, 5])));
                }
            }
        }

        void Reject(string parameter, Action call) => Assert.Equal(parameter, layer.AssertRejects<ArgumentException>(memory, call).ParamName);
    }

    [Fact]
    public void A_slice_along_the_batch_is_dense_and_accepted()
    {
        LayerUnderTest<float> layer = LayerTypes.Single(nameof(Row5));
        TensorShape shape = layer.Declaration.Shape(9);
        float[] x = Samples.Normal<float>(1, shape);
        float[] y = new float[x.Length];
        float[] expected = new float[4 * 5];

        layer.CallTensors(Direction.ForwardInference, Over(x, [9, 5]).Slice([3..7, 0..5]), Over(y, [9, 5]).Slice([3..7, 0..5]));
        layer.Call(Direction.ForwardInference, x.AsSpan(15, 20), default, expected, shape with { BatchSize = 4 });

        Bits.AssertSame<float>(expected, y.AsSpan(15, 20), "slice");
        Assert.All(y[..15].Concat(y[35..]), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void An_array_without_a_batch_size_is_told_to_bring_one_where_positions_are_free()
    {
        var layer = new Plane3();
        float[] x = new float[36];
        float[] y = new float[36];

        // No span overload without a batch size fits, so that the array becomes a tensor of rank 1.
        ArgumentException forward = Assert.Throws<ArgumentException>(() => layer.ForwardTraining(x, y));
        ArgumentException inference = Assert.Throws<ArgumentException>(() => layer.ForwardInference(x, y));
        ArgumentException backward = Assert.Throws<ArgumentException>(() => layer.Backward(x, x, y));
        ArgumentException backwardInference = Assert.Throws<ArgumentException>(() => layer.BackwardInference(x, x, y));

        Assert.All([forward, inference, backward, backwardInference], exception => Assert.Contains("batchSize", exception.Message, StringComparison.Ordinal));
    }

    private static void Call(LayerUnderTest<float> layer, Direction direction, TensorSpan<float> x, TensorSpan<float> dy, TensorSpan<float> output)
    {
        if (direction.IsBackward())
        {
            layer.CallTensors(direction, x, dy, output);
        }
        else
        {
            layer.CallTensors(direction, x, output);
        }
    }

    private static TensorSpan<float> Over(float[] values, int[] dimensions) => new(values, Array.ConvertAll(dimensions, extent => (nint)extent));
}
