using BatchNormGen.Tests.Layers;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Family;

/// <summary>Predictions of batch normalization with an activation or a residual: frozen, and without moving statistics.</summary>
public sealed class FusedPredictionTests
{
    public static TheoryData<string> Tracked => [.. FamilyTypes.Batches.Where(name => FamilyTypes.Single(name).Moving is not null)];

    public static TheoryData<string> Untracked => [.. FamilyTypes.Batches.Where(name => FamilyTypes.Single(name).Moving is null)];

    [Theory, MemberData(nameof(Tracked))]
    public void A_frozen_layer_predicts_to_the_bit_as_the_layer_did(string name)
    {
        FamilyLayer<float> layer = FamilyCallTests.Trained(name, out FamilyBatch<float> trained);
        foreach (int samples in (int[])[1, 5, 300])
        {
            FamilyBatch<float> batch = FamilyBatch<float>.Normal(layer.SmallShape(samples), seed: 21);
            float[] expected = layer.Output(Direction.ForwardInference, batch, out _);
            Action<float[], float[], float[]> frozen = Freeze(layer, samples);

            // What happens to the layer is no matter any more.
            layer.Forward(trained);
            layer.Layer.ResetParameters();
            float[] y = new float[expected.Length], inPlace = [.. batch.X];
            frozen(batch.X, batch.Residual, y);
            Bits.AssertSame<float>(expected, y, name);
            frozen(inPlace, batch.Residual, inPlace);
            Bits.AssertSame<float>(expected, inPlace, name + " in place");
            if (layer.HasResidual)
            {
                float[] residual = [.. batch.Residual];
                frozen(batch.X, residual, residual);
                Bits.AssertSame<float>(expected, residual, name + " over the residual");
            }
        }
    }

    [Theory, MemberData(nameof(Tracked))]
    public void A_frozen_layer_rejects_what_does_not_fit(string name)
    {
        FamilyLayer<float> layer = FamilyCallTests.Trained(name, out FamilyBatch<float> batch);
        Action<float[], float[], float[]> frozen = Freeze(layer, batch.Shape.BatchSize);
        float[] y = new float[batch.X.Length], shorter = new float[batch.X.Length - 1];
        AssertRejects("y", () => frozen(batch.X, batch.Residual, shorter));
        AssertRejects("x", () => frozen(shorter, shorter, shorter));
        AssertRejects("x", () => frozen(null!, batch.Residual, y));
        if (layer.HasResidual)
        {
            AssertRejects("residual", () => frozen(batch.X, shorter, y));
            AssertRejects("residual", () => frozen(batch.X, null!, y));
        }

        Assert.Equal(new float[batch.X.Length], y);

        void AssertRejects(string parameter, Action call) =>
            Assert.Contains(name, Assert.Throws<ArgumentException>(parameter, call).Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Tracked))]
    public void Prediction_is_by_the_moving_statistics(string name)
    {
        FamilyLayer<float> layer = FamilyCallTests.Trained(name, out _);
        FamilyBatch<float> batch = FamilyBatch<float>.Normal(layer.SmallShape(3), seed: 22, mean: 2);
        float[] y = layer.Output(Direction.ForwardInference, batch, out _);

        for (int i = 0; i < y.Length; i += 7)
        {
            int c = batch.Shape.ChannelOf(i);
            double normalized = (batch.X[i] - layer.Moving!.MovingMean[c]) / Math.Sqrt(layer.Moving.MovingVariance[c] + layer.Declaration.Epsilon);
            double sum = (normalized * (layer.Gamma is { } gamma ? gamma.Value[c] : 1)) + (layer.Beta is { } beta ? beta.Value[c] : 0)
                + (layer.HasResidual ? batch.Residual[i] : 0);
            Assert.Equal(FamilyReference.Activated(layer.Declaration, sum), y[i], 4e-6 * (1 + Math.Abs(sum)));
        }
    }

    [Theory, MemberData(nameof(Untracked))]
    public void Without_moving_statistics_prediction_gives_the_bits_of_training(string name)
    {
        FamilyLayer<float> layer = FamilyCallTests.Trained(name, out _);
        FamilyBatch<float> batch = FamilyBatch<float>.Normal(layer.SmallShape(4), seed: 23, mean: 20);
        float[] predicted = layer.Output(Direction.ForwardInference, batch, out _);
        float[] backward = layer.Output(Direction.BackwardInference, batch, out float[] residualGradient);

        Bits.AssertSame<float>(predicted, layer.Forward(batch), name);
        Bits.AssertSame<float>(backward, layer.Output(Direction.Backward, batch, out float[] trainedGradient), name);
        Bits.AssertSame<float>(residualGradient, trainedGradient, name);
    }

    /// <summary>The frozen layer's method, by its interface: with a residual where it takes one.</summary>
    private static Action<float[], float[], float[]> Freeze(FamilyLayer<float> layer, int batchSize)
    {
        if (layer.Layer is IFreezableResidual<float> withResidual)
        {
            IFrozenResidualLayer<float> frozen = withResidual.Freeze();
            return (x, residual, y) => frozen.Forward(x, residual, y, batchSize);
        }

        IFrozenLayer<float> plain = ((IFreezable<float>)layer.Layer).Freeze();
        return (x, _, y) => plain.Forward(x, y, batchSize);
    }
}
