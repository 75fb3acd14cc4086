using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Family;

/// <summary>Rows and groups of which nothing is left, or which are not finite.</summary>
public sealed class FamilyEdgeTests
{
    private static readonly float[] NotFinite = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    public static TheoryData<string> Centred => [.. FamilyTypes.Stateless.Where(name => FamilyTypes.Single(name).Declaration is not RmsNormAttribute)];

    public static TheoryData<string> ByMeanSquare => [.. FamilyTypes.Stateless.Where(name => FamilyTypes.Single(name).Declaration is RmsNormAttribute)];

    public static TheoryData<string> Stateless => [.. FamilyTypes.Stateless];

    [Theory, MemberData(nameof(Centred))]
    public void A_constant_row_or_group_is_beta_exactly(string name)
    {
        // As many others beside it, whose numbers are as always.
        foreach (float value in (float[])[0, 1.1f, -7e4f, 3e-30f, 1e30f])
        {
            FamilyLayer<float> layer = Filled(name);
            FamilyBatch<float> batch = Batch(layer);
            int[][] together = [.. Grouping.Of(layer.Declaration, batch.Shape)];
            float[] expected = layer.Forward(batch);
            for (int group = 0; group < together.Length; group += 2)
            {
                Array.ForEach(together[group], i => batch.X[i] = value);
                Array.ForEach(together[group], i => expected[i] = Activated(layer, Beta(layer, batch.Shape.ChannelOf(i)) + Residual(layer, batch, i)));
            }

            // A negative gamma may make it −0, which equals 0.
            Assert.Equal(expected, layer.Forward(batch));
        }
    }

    [Theory, MemberData(nameof(Centred))]
    public void A_constant_row_or_group_has_finite_gradients(string name)
    {
        FamilyLayer<float> layer = Filled(name);
        FamilyBatch<float> batch = Batch(layer);
        Array.Fill(batch.X, 1.1f);

        float[] dx = layer.Output(Direction.Backward, batch, out _);

        Assert.All(dx, value => Assert.True(float.IsFinite(value)));
        Assert.All(layer.Gamma?.Gradient.ToArray() ?? [], value => Assert.Equal(0f, value));
    }

    [Theory, MemberData(nameof(ByMeanSquare))]
    public void A_row_of_zeros_stays_zero_without_beta(string name)
    {
        FamilyLayer<float> layer = Filled(name);
        FamilyBatch<float> batch = Batch(layer);
        float[] expected = layer.Forward(batch);
        foreach (int[] row in Grouping.Of(layer.Declaration, batch.Shape).Where((_, number) => number % 2 == 0))
        {
            Array.ForEach(row, i => batch.X[i] = 0);
            Array.ForEach(row, i => expected[i] = Activated(layer, Beta(layer, batch.Shape.ChannelOf(i)) + Residual(layer, batch, i)));
        }

        // A negative gamma may make it −0, which equals 0.
        Assert.Equal(expected, layer.Forward(batch));
        Assert.All(layer.Output(Direction.Backward, batch, out _), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_row_of_one_value_is_beta_or_gamma_with_its_sign()
    {
        var layer = new LayerRow1();
        layer.Gamma.Value[0] = 3;
        layer.Beta.Value[0] = 0.7f;
        var rms = new RmsRow1();
        rms.Gamma.Value[0] = 3;
        float[] x = [5, -1e-3f, 0, -80_000, 1e20f, 0.25f];
        float[] y = new float[x.Length];

        layer.Forward(x, y);
        Assert.All(y, value => Assert.Equal(0.7f, value));
        layer.Backward(x, x, y);
        Assert.All(y, value => Assert.Equal(0f, value));

        rms.Forward(x, y);
        Assert.All(Enumerable.Range(0, x.Length), i => Assert.Equal(3 * x[i] / Math.Sqrt(((double)x[i] * x[i]) + 1e-6), y[i], 1e-6));
    }

    [Fact]
    public void A_group_of_one_value_is_beta()
    {
        var layer = new GroupsOfOneValue();
        Samples.Parameters(3, layer.Parameters);
        float[] x = [1, -2, 3, 1e10f, -5, 0];
        float[] y = new float[6];
        layer.Forward(x, y, 2);
        Assert.Equal([.. layer.Beta.Value, .. layer.Beta.Value], y);
        layer.Backward(x, x, y, 2);
        Assert.All(y, value => Assert.Equal(0f, value));
        Assert.All(layer.Gamma.Gradient.ToArray(), value => Assert.Equal(0f, value));
        Assert.Equal(x[0] + x[3], layer.Beta.Gradient[0]);
    }

    [Theory, MemberData(nameof(Stateless))]
    public void What_is_not_finite_spoils_its_own_row_or_group_only(string name)
    {
        FamilyLayer<float> layer = Filled(name);
        FamilyBatch<float> batch = Batch(layer);
        int[][] together = [.. Grouping.Of(layer.Declaration, batch.Shape)];
        float[] y = layer.Forward(batch);
        float[] dx = layer.Output(Direction.Backward, batch, out float[] dresidual);
        foreach (float value in NotFinite)
        {
            foreach (int group in ((int[])[0, together.Length / 2, together.Length - 1]).Distinct())
            {
                int[] spoiled = together[group];
                FamilyBatch<float> other = batch with { X = [.. batch.X] };
                other.X[spoiled[spoiled.Length / 2]] = value;

                AssertSpoiled(y, layer.Forward(other), spoiled, "y");
                layer.ZeroGradients();
                AssertSpoiled(dx, layer.Output(Direction.Backward, other, out float[] otherResidual), spoiled, "dx");
                AssertKept(dresidual, otherResidual, spoiled, "dresidual");
                AssertParametersSpoiled(layer, batch.Shape, spoiled);
            }
        }

        void AssertSpoiled(float[] expected, float[] actual, int[] spoiled, string what)
        {
            Assert.All(spoiled, i => Assert.True(float.IsNaN(actual[i]), $"{name}: {what}[{i}] is {actual[i]}, beside what is not finite"));
            AssertKept(expected, actual, spoiled, what);
        }

        void AssertKept(float[] expected, float[] actual, int[] spoiled, string what)
        {
            float[] kept = [.. actual];
            Array.ForEach(actual.Length == 0 ? [] : spoiled, i => kept[i] = expected[i]);
            Bits.AssertSame<float>(expected, kept, $"{name} {what}");
        }
    }

    /// <summary>Gradients of gamma that the row or group enters are NaN; those of other channels are not.</summary>
    private static void AssertParametersSpoiled(FamilyLayer<float> layer, TensorShape shape, int[] spoiled)
    {
        if (layer.Gamma is not { } gamma)
        {
            return;
        }

        HashSet<int> channels = [.. spoiled.Select(shape.ChannelOf)];
        for (int c = 0; c < shape.Channels; c++)
        {
            Assert.Equal(channels.Contains(c), float.IsNaN(gamma.Gradient[c]));
        }
    }

    /// <summary>The function of the layer, by a layer of the same activation that is given just this number.</summary>
    private static float Activated(FamilyLayer<float> layer, float z) => layer.HasActivation ? FunctionLayer.Value(layer.Declaration.Activation, z) : z;

    private static float Beta(FamilyLayer<float> layer, int channel) => layer.Beta is { } beta ? beta.Value[channel] : 0;

    private static float Residual(FamilyLayer<float> layer, FamilyBatch<float> batch, int index) => layer.HasResidual ? batch.Residual[index] : 0;

    private static FamilyLayer<float> Filled(string name)
    {
        FamilyLayer<float> layer = FamilyTypes.Single(name);
        Samples.Parameters(3, layer.Layer.Parameters);
        return layer;
    }

    private static FamilyBatch<float> Batch(FamilyLayer<float> layer) => FamilyBatch<float>.Normal(layer.SmallShape(5), seed: 4);
}
