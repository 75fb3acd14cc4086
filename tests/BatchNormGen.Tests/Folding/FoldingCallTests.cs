using Xunit;

namespace BatchNormGen.Tests.Folding;

public sealed class FoldingCallTests
{
    [Fact]
    public void Scales_and_biases_are_by_the_formula()
    {
        SmallNorm layer = Layer();
        float[] weight = [1, -2, 3, 0, 0.5f, 4];
        float[] bias = [1, 0, -1];
        FoldingReport report = layer.FoldIntoPrevious(weight, bias);

        // Scales 2/√(4 + 1e-5), −3/√(0.25 + 1e-5), 1/√(1 + 1e-5).
        double[] scale = [2 / Math.Sqrt(4 + 1e-5), -3 / Math.Sqrt(0.25 + 1e-5), 1 / Math.Sqrt(1 + 1e-5)];
        Assert.Equal([(float)scale[0], (float)(-2 * scale[0]), (float)(3 * scale[1]), 0, (float)(0.5 * scale[2]), (float)(4 * scale[2])], weight);
        Assert.Equal([(float)((0.5 * scale[0]) + 1), (float)((1 * scale[1]) + 2), (float)((-1 * scale[2]) - 3)], bias);

        // A weight of channel 1 went from 3 to −6 · 3.
        Assert.Equal(Math.Abs((weight[2] - 3.0) / 3), report.LargestRelativeWeightChange);
    }

    [Fact]
    public void The_last_axis_holds_the_same_numbers_transposed()
    {
        float[] first = [1, -2, 3, 0, 0.5f, 4], last = [1, 3, 0.5f, -2, 0, 4];
        float[] bias = [1, 0, -1], sameBias = [1, 0, -1];
        FoldingReport report = Layer().FoldIntoPrevious(first, bias);
        FoldingReport same = Layer().FoldIntoPrevious(last, sameBias, WeightLayout.OutputLast);
        Assert.Equal([first[0], first[2], first[4], first[1], first[3], first[5]], last);
        Assert.Equal(bias, sameBias);
        Assert.Equal(report.ErrorBound, same.ErrorBound);
        Assert.Equal(report.LargestRelativeWeightChange, same.LargestRelativeWeightChange);
    }

    [Fact]
    public void A_layer_as_it_was_created_changes_next_to_nothing()
    {
        float[] weight = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        FoldingReport report = new SmallNorm().FoldIntoPrevious(weight, new float[3]);
        Assert.Equal(5e-6, report.LargestRelativeWeightChange, 1e-7);
        Assert.InRange(report.ErrorBound, 0, 1e-7);
    }

    [Fact]
    public void The_layer_itself_is_not_changed()
    {
        SmallNorm layer = Layer();
        layer.FoldIntoPrevious(new float[6], new float[3]);
        Assert.Equal([2f, -3, 1], layer.Gamma.Value.ToArray());
        Assert.Equal([0.5f, -1, 0], layer.MovingMean.ToArray());
        Assert.Equal([4f, 0.25f, 1], layer.MovingVariance.ToArray());
    }

    [Theory, InlineData(0), InlineData(1), InlineData(7)]
    public void Weights_of_another_number_of_outputs_are_rejected(int length)
    {
        ArgumentException exception = Reject<ArgumentException>(Layer(), new float[length], new float[3]);
        Assert.Equal("weight", exception.ParamName);
        Assert.Contains($"multiple of 3 and not 0; got {length}", exception.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(0), InlineData(2), InlineData(4)]
    public void Biases_of_another_number_of_outputs_are_rejected(int length)
    {
        ArgumentException exception = Reject<ArgumentException>(Layer(), [1, 2, 3], new float[length]);
        Assert.Equal("bias", exception.ParamName);
        Assert.Contains($"each of 3 outputs, got {length}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_that_overlaps_is_rejected()
    {
        SmallNorm layer = Layer();
        float[] memory = [1, 2, 3, 4, 5, 6, 7, 8];
        ArgumentException exception = Assert.Throws<ArgumentException>(() => layer.FoldIntoPrevious(memory.AsSpan(0, 6), memory.AsSpan(5, 3)));
        Assert.Equal("bias", exception.ParamName);
        Assert.Contains("overlaps weight", exception.Message, StringComparison.Ordinal);
        Assert.Equal([1f, 2, 3, 4, 5, 6, 7, 8], memory);

        Assert.Equal("bias", Assert.Throws<ArgumentException>(() => layer.FoldIntoPrevious(memory.AsSpan(0, 6), layer.Beta.Value)).ParamName);
        Assert.Equal("bias", Assert.Throws<ArgumentException>(() => layer.FoldIntoPrevious(memory.AsSpan(0, 6), layer.MovingMean)).ParamName);
        Assert.Equal("weight", Assert.Throws<ArgumentException>(() => layer.FoldIntoPrevious(layer.Gamma.Value, memory.AsSpan(0, 3))).ParamName);
        Assert.Equal("weight", Assert.Throws<ArgumentException>(() => layer.FoldIntoPrevious(layer.MovingVariance, memory.AsSpan(0, 3))).ParamName);
        Assert.Equal([1f, 2, 3, 4, 5, 6, 7, 8], memory);
    }

    [Fact]
    public void A_layout_that_does_not_exist_is_rejected()
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => Layer().FoldIntoPrevious(new float[3], new float[3], (WeightLayout)2));
        Assert.Equal("layout", exception.ParamName);
        Assert.Contains("got 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_would_not_be_finite_are_rejected_before_anything_is_written()
    {
        AssertRejected(layer => layer.Gamma.Value[1] = float.NaN, "bias[1]", 1);
        AssertRejected(layer => layer.Gamma.Value[1] = float.PositiveInfinity, "bias[1]", 1);
        AssertRejected(layer => layer.Beta.Value[2] = float.NegativeInfinity, "bias[2]", 2);
        AssertRejected(layer => layer.MovingVariance[0] = -1, "bias[0]", 0);
        AssertRejected(layer => layer.MovingMean[2] = float.NaN, "bias[2]", 2);

        // 3e38 · 2: too large for a float, as the weight of the last channel alone.
        AssertRejected(layer => layer.Gamma.Value[2] = 2, "weight[5]", 2, [1, 1, 1, 1, 1, 3e38f]);
        AssertRejected(_ => { }, "weight[3]", 1, [1, 1, 1, float.NaN, 1, 1]);
    }

    private static void AssertRejected(Action<SmallNorm> damage, string what, int channel, float[]? weight = null)
    {
        SmallNorm layer = Layer();
        damage(layer);
        ArithmeticException exception = Reject<ArithmeticException>(layer, weight ?? [1, 1, 0, 1, 1, 1], [1, 1, 1]);
        Assert.Contains($"the folded {what} of channel {channel} ", exception.Message, StringComparison.Ordinal);
    }

    private static TException Reject<TException>(SmallNorm layer, float[] weight, float[] bias)
        where TException : Exception
    {
        float[] weightBefore = [.. weight], biasBefore = [.. bias];
        TException exception = Assert.Throws<TException>(() => layer.FoldIntoPrevious(weight, bias));
        Assert.Equal(weightBefore, weight);
        Assert.Equal(biasBefore, bias);
        Assert.Contains(nameof(SmallNorm), exception.Message, StringComparison.Ordinal);
        return exception;
    }

    /// <summary>Scales of about 1, −6 and 1.</summary>
    private static SmallNorm Layer()
    {
        var layer = new SmallNorm();
        ((float[])[2, -3, 1]).CopyTo(layer.Gamma.Value);
        ((float[])[1, 2, -3]).CopyTo(layer.Beta.Value);
        ((float[])[0.5f, -1, 0]).CopyTo(layer.MovingMean);
        ((float[])[4, 0.25f, 1]).CopyTo(layer.MovingVariance);
        return layer;
    }
}
