using System.Numerics.Tensors;
using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Freezing;

/// <summary>Calls that must fail write nothing, and say what the layer's own calls say.</summary>
public sealed class FrozenRejectionTests
{
    private const string Layers = "BatchNormGen.Tests.Layers.";

    public static TheoryData<string> Varied =>
        [nameof(Row5), nameof(Row64), nameof(Plane3), nameof(Fixed3x5), nameof(Last5), nameof(FixedLast), nameof(FreeVolume), nameof(WideRow)];

    [Theory]
    [InlineData(nameof(Row5), 14, 3, Layers + "Row5: expected a batch of shape (N, 5) with N = 3, so a length of 15; got 14. (Parameter 'x')")]
    [InlineData(nameof(Row5), 15, 0, Layers + "Row5: expected a batch of shape (N, 5) with N = 0, so a length of 0; got 15. (Parameter 'x')")]
    [InlineData(nameof(Plane3), 10, 3, Layers + "Plane3: expected a batch of shape (N, 3, H, W) with N = 3, so a length that is a multiple of 3 × 3 = 9; got 10. (Parameter 'x')")]
    [InlineData(nameof(Fixed3x5), 59, 1, Layers + "Fixed3x5: expected a batch of shape (N, 4, 3, 5) with N = 1, so a length of 60; got 59. (Parameter 'x')")]
    [InlineData(nameof(Last5), 1, 1, Layers + "Last5: expected a batch of shape (N, H, W, 5) with N = 1, so a length that is a multiple of 1 × 5 = 5; got 1. (Parameter 'x')")]
    [InlineData(nameof(Row5), 15, -1, Layers + "Row5: expected a batch size of 0 or more, got -1. (Parameter 'batchSize')")]
    [InlineData(nameof(Row5), 15, 858993459, Layers + "Row5: expected a batch of shape (N, 5) with N = 858993459, so a length of 4294967295; got 15. (Parameter 'x')")]
    public void A_length_that_does_not_fit_the_batch_size_is_rejected(string name, int length, int batchSize, string message)
    {
        float[] y = NewOutput(length);
        var exception = Assert.Throws<ArgumentException>(() => NewFrozen(name).Frozen.Forward(new float[length], y, batchSize));
        Assert.Equal(message, exception.Message);
        AssertNotWritten(y);
    }

    [Theory]
    [InlineData(nameof(Row5), 14, Layers + "Row5: expected a batch of shape (N, 5), so a length that is a multiple of 5; got 14. (Parameter 'x')")]
    [InlineData(nameof(Fixed3x5), 61, Layers + "Fixed3x5: expected a batch of shape (N, 4, 3, 5), so a length that is a multiple of 60; got 61. (Parameter 'x')")]
    [InlineData(nameof(FixedLast), 11, Layers + "FixedLast: expected a batch of shape (N, 5, 3, 11), so a length that is a multiple of 165; got 11. (Parameter 'x')")]
    [InlineData(nameof(Last5), 7, Layers + "Last5: expected a batch of shape (N, H, W, 5), so a length that is a multiple of 5; got 7. (Parameter 'x')")]
    public void A_length_that_is_no_whole_number_of_samples_is_rejected(string name, int length, string message)
    {
        FrozenUnderTest<float> frozen = NewFrozen(name);
        float[] y = NewOutput(length);
        var exception = Assert.Throws<ArgumentException>(() => frozen.Forward(Entry.Lengths, new float[length], y, frozen.Declaration.ShapeOf(1, 1)));
        Assert.Equal(message, exception.Message);
        AssertNotWritten(y);
    }

    [Theory, MemberData(nameof(Varied))]
    public void An_output_of_another_length_is_rejected(string name)
    {
        FrozenUnderTest<float> frozen = NewFrozen(name);
        TensorShape shape = frozen.Declaration.ShapeOf(3, 6);
        foreach (int length in (int[])[0, shape.Length - 1, shape.Length + 1])
        {
            foreach (Entry entry in Calls.EntriesOf(frozen.Declaration).Where(entry => entry != Entry.Tensors))
            {
                float[] y = NewOutput(length);
                var exception = Assert.Throws<ArgumentException>(() => frozen.Forward(entry, new float[shape.Length], y, shape));
                Assert.Equal($"{Layers}{name}: expected y to be as long as x, {shape.Length}; got {length}. (Parameter 'y')", exception.Message);
                AssertNotWritten(y);
            }
        }
    }

    [Theory, MemberData(nameof(Varied))]
    public void An_output_that_covers_a_part_of_the_input_is_rejected(string name)
    {
        FrozenUnderTest<float> frozen = NewFrozen(name);
        TensorShape shape = frozen.Declaration.ShapeOf(3, 6);
        foreach (int shift in (int[])[1, shape.Length / 2, shape.Length - 1])
        {
            float[] memory = NewOutput(shape.Length + shift);
            foreach (Entry entry in Calls.EntriesOf(frozen.Declaration))
            {
                Reject(() => frozen.Forward(entry, memory.AsSpan(0, shape.Length), memory.AsSpan(shift), shape));
                Reject(() => frozen.Forward(entry, memory.AsSpan(shift), memory.AsSpan(0, shape.Length), shape));
            }

            void Reject(Action call)
            {
                var exception = Assert.Throws<ArgumentException>(call);
                Assert.Equal($"{Layers}{name}: y overlaps x; expected y to be x itself, or memory apart from every input. (Parameter 'y')", exception.Message);
                AssertNotWritten(memory);
            }
        }
    }

    [Fact]
    public void A_tensor_of_another_shape_is_rejected()
    {
        FrozenUnderTest<float> frozen = NewFrozen(nameof(Plane3));
        float[] y = NewOutput(60);

        var flat = Assert.Throws<ArgumentException>(() => frozen.ForwardTensors(new float[60], y));
        Assert.Equal(
            $"{Layers}Plane3: expected x of shape (N, 3, H, W), rank 4; got (60), rank 1. An array or span becomes a tensor of rank 1: to pass flat memory, pass batchSize too. (Parameter 'x')",
            flat.Message);
        var last = Assert.Throws<ArgumentException>(() => frozen.ForwardTensors(new ReadOnlyTensorSpan<float>(new float[60], [4, 5, 1, 3]), new TensorSpan<float>(y, [4, 5, 1, 3])));
        Assert.Equal($"{Layers}Plane3: expected x of shape (N, 3, H, W), got (4, 5, 1, 3). (Parameter 'x')", last.Message);
        var other = Assert.Throws<ArgumentException>(() => frozen.ForwardTensors(new ReadOnlyTensorSpan<float>(new float[60], [4, 3, 5, 1]), new TensorSpan<float>(y, [4, 3, 1, 5])));
        Assert.Equal($"{Layers}Plane3: expected y of the shape of x, (4, 3, 5, 1); got (4, 3, 1, 5). (Parameter 'y')", other.Message);
        AssertNotWritten(y);
    }

    [Theory]
    [InlineData(nameof(Row5))]
    [InlineData(nameof(Plane3))]
    [InlineData(nameof(Last5))]
    [InlineData(nameof(Fixed7x7))]
    [InlineData(nameof(WideRow))]
    public void An_empty_batch_returns_at_once(string name)
    {
        FrozenUnderTest<float> frozen = NewFrozen(name);
        float[] nothing = [];
        foreach (Entry entry in Calls.EntriesOf(frozen.Declaration))
        {
            frozen.Forward(entry, nothing, nothing, frozen.Declaration.ShapeOf(0, 6));
        }

        if (frozen.Declaration.NumDims > 2 && frozen.Declaration.Spatial.Length == 0)
        {
            frozen.Forward(Entry.Tensors, nothing, nothing, frozen.Declaration.Shape(4, 0, 5));
            frozen.Forward(nothing, nothing, frozen.Declaration.Shape(4, 0, 5));
        }
    }

    private static FrozenUnderTest<float> NewFrozen(string name) => new(LayerTypes.Single(name));

    private static float[] NewOutput(int length)
    {
        float[] y = new float[length];
        Array.Fill(y, 12345);
        return y;
    }

    private static void AssertNotWritten(float[] y) => Assert.True(y.AsSpan().IndexOfAnyExcept(12345f) < 0, "written before the exception");
}
