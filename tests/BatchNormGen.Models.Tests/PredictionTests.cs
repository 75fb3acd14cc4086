using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Reference;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>Predictions against the reference, and when what they depend on changes.</summary>
public sealed class PredictionTests
{
    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void A_prediction_is_that_of_the_reference(string name)
    {
        foreach (int samples in (int[])[1, 3, 33])
        {
            ModelUnderTest test = new(ModelCase.Named(name));
            float[] x = Numbers.Batch(samples * test.Model.InputLength, seed: 5), y = new float[samples * test.Model.OutputLength];
            float[] kept = [.. x];
            float[][] before = [.. test.State()];
            test.Model.ForwardInference(x, y, samples);
            double[] wide = ModelUnderTest.Widen(x);
            Closeness.AssertClose(
                test.Reference.Forward(wide, samples, isTraining: false), test.DisturbedReference().Forward(wide, samples, isTraining: false), y, $"{name}, batch of {samples}");
            Assert.Equal(kept, x);
            Assert.Equal(before, test.State());
        }
    }

    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void Every_number_is_seen_as_soon_as_it_changes(string name)
    {
        const int Samples = 2;
        ModelUnderTest test = new(ModelCase.Named(name));
        float[] x = Numbers.Batch(Samples * test.Model.InputLength, seed: 5), y = new float[Samples * test.Model.OutputLength], before = new float[y.Length], expected = new float[y.Length];
        foreach ((string what, Action change) in Changes(test))
        {
            test.Model.ForwardInference(x, before, Samples);
            change();
            test.Model.ForwardInference(x, y, Samples);

            // A copy has never seen the old number.
            test.Model.Copy().ForwardInference(x, expected, Samples);
            Closeness.AssertSameBits(expected, y, $"{name}, after a change of {what}");
            Assert.True(
                !what.StartsWith("all", StringComparison.Ordinal) || what.Contains("unused", StringComparison.Ordinal) || !y.AsSpan().SequenceEqual(before),
                $"{name}: {what} changed, and the prediction did not.");
        }
    }

    [Theory, InlineData("SmallResNet"), InlineData("SmallMobileNet"), InlineData("SmallLeNet"), InlineData("OwnLayerOfAnotherShape"), InlineData("GroupNormWithSum")]
    public async Task Several_threads_predict_at_once(string name)
    {
        IModel<float> model = new ModelUnderTest(ModelCase.Named(name)).Model;
        float[] x = Numbers.Batch(40 * model.InputLength, seed: 5), expected = new float[40 * model.OutputLength];
        model.ForwardInference(x, expected, 40);
        await Task.WhenAll(Enumerable.Range(1, 6).Select(thread => Task.Run(() =>
        {
            for (int call = 0; call < 10; call++)
            {
                int samples = 1 + (((thread * 7) + (call * 5)) % 40);
                float[] y = new float[samples * model.OutputLength];
                model.ForwardInference(x.AsSpan(0, samples * model.InputLength), y, samples);
                Closeness.AssertSameBits(expected.AsSpan(0, y.Length), y, $"{name}, thread {thread}, call {call}");
            }
        })));
    }

    [Theory, InlineData("SmallLeNet"), InlineData("Perceptron")]
    public void Without_a_batch_size_calls_are_the_same(string name)
    {
        const int Samples = 3;
        ModelUnderTest test = new(ModelCase.Named(name)), other = new(ModelCase.Named(name));
        float[] x = Numbers.Batch(Samples * test.Model.InputLength, seed: 5), dx = new float[x.Length], otherDx = new float[x.Length];
        float[] y = new float[Samples * test.Model.OutputLength], otherY = new float[y.Length];
        ModelMembers.Sizeless(test.Model, "ForwardInference")(x, y);
        other.Model.ForwardInference(x, otherY, Samples);
        Closeness.AssertSameBits(otherY, y, "ForwardInference");
        ModelMembers.Sizeless(test.Model, "ForwardTraining")(x, y);
        other.Model.ForwardTraining(x, otherY, Samples);
        Closeness.AssertSameBits(otherY, y, "ForwardTraining");
        ModelMembers.SizelessBackward(test.Model)(x, y, dx);
        other.Model.Backward(x, y, otherDx, Samples);
        Closeness.AssertSameBits(otherDx, dx, "Backward");
    }

    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void An_empty_batch_is_predicted_at_once(string name) => ModelCase.Named(name).Create().ForwardInference([], [], 0);

    /// <summary>Changes of the first, the last, and all values of each tensor that predictions depend on.</summary>
    private static IEnumerable<(string What, Action Change)> Changes(ModelUnderTest test)
    {
        foreach (Parameter<float> parameter in test.Model.Parameters)
        {
            yield return ($"the last of {parameter.Name}", () => parameter.Value[^1] += 0.75f);
            yield return ($"the first of {parameter.Name}", () => parameter.Value[0] -= 0.5f);
            yield return ($"all of {parameter.Name}", () => Numbers.Shake(parameter.Value, 0.5, seed: 9));
        }

        foreach (ReferenceNormalization layer in test.Reference.BatchNorms)
        {
            yield return ($"all means of {layer.Name}", () => test.Model.Normalization(layer.Name).MovingMean.Fill(0.75f));
            yield return ($"a variance of {layer.Name}", () => test.Model.Normalization(layer.Name).MovingVariance[^1] += 0.25f);
        }
    }
}
