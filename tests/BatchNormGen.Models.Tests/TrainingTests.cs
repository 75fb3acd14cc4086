using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Reference;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>Training calls against the reference: outputs, moving statistics, and all gradients.</summary>
public sealed class TrainingTests
{
    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void A_training_step_is_that_of_the_reference(string name)
    {
        // Of models with much to compute only the largest batch, and the smallest.
        ModelCase model = ModelCase.Named(name);
        foreach (int samples in (int[])(model.Create().MultiplyAdds > 200_000 ? [2, 33] : [1, 2, 3, 7, 33]))
        {
            ModelUnderTest test = new(model);
            if (samples >= test.LeastBatch)
            {
                AssertStep(test, samples, $"{name}, batch of {samples}");
            }
        }
    }

    private static void AssertStep(ModelUnderTest test, int samples, string what)
    {
        IModel<float> model = test.Model;
        ReferenceNetwork disturbed = test.DisturbedReference();
        float[] x = Numbers.Batch(samples * model.InputLength, seed: 5), dy = Numbers.Batch(samples * model.OutputLength, seed: 6);
        float[] y = new float[dy.Length], dx = new float[x.Length];
        double[] wide = ModelUnderTest.Widen(x), wideGradient = ModelUnderTest.Widen(dy);
        model.ForwardTraining(x, y, samples);
        Closeness.AssertClose(test.Reference.Forward(wide, samples, isTraining: true), disturbed.Forward(wide, samples, isTraining: true), y, $"{what}: y");
        foreach ((ReferenceNormalization expected, ReferenceNormalization unrest) in test.Reference.BatchNorms.Zip(disturbed.BatchNorms))
        {
            NormalizationParameters<float> actual = model.Normalization(expected.Name);
            Closeness.AssertClose(expected.MovingMean, unrest.MovingMean, actual.MovingMean, $"{what}: moving mean of {expected.Name}");
            Closeness.AssertClose(expected.MovingVariance, unrest.MovingVariance, actual.MovingVariance, $"{what}: moving variance of {expected.Name}");
        }

        model.Backward(x, dy, dx, samples);
        Closeness.AssertClose(test.Reference.Backward(wideGradient), disturbed.Backward(wideGradient), dx, $"{what}: dx");
        AssertGradients(test, disturbed, what);

        // The same once more: gradients add up. Nobody has to want dx.
        test.Reference.Backward(wideGradient);
        disturbed.Backward(wideGradient);
        model.Backward(x, dy, [], samples);
        AssertGradients(test, disturbed, what + ", twice");

        model.ZeroGradients();
        Assert.All(model.Parameters, static parameter => Assert.False(parameter.Gradient.ContainsAnyExcept(0f)));
    }

    private static void AssertGradients(ModelUnderTest test, ReferenceNetwork disturbed, string what)
    {
        for (int i = 0; i < test.Model.Parameters.Count; i++)
        {
            Closeness.AssertClose(
                test.Reference.Parameters[i].Gradient, disturbed.Parameters[i].Gradient, test.Model.Parameters[i].Gradient, $"{what}: gradient of {test.Model.Parameters[i].Name}");
        }
    }
}
