using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Semantics;

public sealed class LengthTests
{
    private static readonly string[] Names = [nameof(Row5), nameof(Plane3), nameof(Fixed3x5), nameof(Last5), nameof(FixedLast), nameof(UntrackedRow), nameof(FreeVolume)];

    public static TheoryData<string, Direction> Cases
    {
        get
        {
            var data = new TheoryData<string, Direction>();
            foreach (string name in Names)
            {
                foreach (Direction direction in Calls.Directions)
                {
                    data.Add(name, direction);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void An_input_that_is_no_whole_batch_is_rejected_with_both_lengths(string name, Direction direction)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        foreach (int length in (int[])[shape.Length - 1, shape.Length + 1, 1])
        {
            float[] x = new float[length];
            float[] output = new float[length];

            ArgumentException exception = layer.AssertRejects<ArgumentException>(output, () => layer.Call(direction, x, x, output, shape));

            Assert.Equal("x", exception.ParamName);
            // With free positions no single length is expected, but a multiple of one.
            bool free = shape.Positions.Length > 0 && layer.Declaration.Spatial.Length == 0;
            exception.AssertSays(layer, length, free ? 3 * shape.Channels : shape.Length);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void An_output_of_another_length_is_rejected_with_both_lengths(string name, Direction direction)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        float[] x = new float[shape.Length];
        foreach (int length in (int[])[0, shape.Length - 1, shape.Length + 1, 2 * shape.Length])
        {
            float[] output = new float[length];

            ArgumentException exception = layer.AssertRejects<ArgumentException>(output, () => layer.Call(direction, x, x, output, shape));

            Assert.Equal(direction.OutputName(), exception.ParamName);
            exception.AssertSays(layer, length, shape.Length);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void An_arriving_gradient_of_another_length_is_rejected_with_both_lengths(string name, Direction direction)
    {
        if (!direction.IsBackward())
        {
            return;
        }

        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        float[] x = new float[shape.Length];
        float[] dx = new float[shape.Length];
        foreach (int length in (int[])[0, shape.Length - 1, shape.Length + 1])
        {
            float[] dy = new float[length];

            ArgumentException exception = layer.AssertRejects<ArgumentException>(dx, () => layer.Call(direction, x, dy, dx, shape));

            Assert.Equal("dy", exception.ParamName);
            exception.AssertSays(layer, length, shape.Length);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_negative_batch_size_is_rejected(string name, Direction direction)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        float[] x = new float[shape.Length];
        float[] output = new float[shape.Length];
        foreach (int batchSize in (int[])[-1, -3, int.MinValue])
        {
            ArgumentException exception = layer.AssertRejects<ArgumentException>(output, () => layer.CallInterface(direction, x, x, output, batchSize));

            Assert.Equal("batchSize", exception.ParamName);
            Assert.Contains(batchSize.ToString(System.Globalization.CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_batch_size_that_does_not_fit_the_length_is_rejected(string name, Direction direction)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        float[] x = new float[shape.Length];
        float[] output = new float[shape.Length];
        // 1,000,000 × features × positions does not fit an int either.
        foreach (int batchSize in (int[])[0, 1_000_000, int.MaxValue])
        {
            ArgumentException exception = layer.AssertRejects<ArgumentException>(output, () => layer.CallInterface(direction, x, x, output, batchSize));

            exception.AssertSays(layer);
            Assert.Equal("x", exception.ParamName);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_length_that_is_no_whole_number_of_samples_is_rejected_where_it_tells_the_batch_size(string name, Direction direction)
    {
        LayerUnderTest<float> layer = Rejections.Trained(name);
        if (!layer.Declaration.LengthTellsBatchSize)
        {
            return;
        }

        TensorShape shape = layer.Declaration.ShapeOf(3, 6);
        float[] x = new float[shape.Length + 1];
        float[] output = new float[shape.Length + 1];

        ArgumentException exception = layer.AssertRejects<ArgumentException>(output, () => layer.Call(Entry.Lengths, direction, x, x, output, shape));

        Assert.Equal("x", exception.ParamName);
        exception.AssertSays(layer, shape.Length + 1);
    }
}
