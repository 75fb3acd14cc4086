using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Reference;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>Training calls against the reference: outputs, moving statistics, and all gradients.</summary>
public sealed class TrainingTests
{
    /// <summary>Of the largest number: rounding, through a few layers.</summary>
    private const double Tolerance = 1e-5;

    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void A_training_step_is_that_of_the_reference(string name)
    {
        foreach (int samples in (int[])[1, 2, 3, 7, 33])
        {
            ModelUnderTest test = new(ModelCase.Named(name));
            if (samples >= test.LeastBatch)
            {
                AssertStep(test, samples, $"{name}, batch of {samples}");
            }
        }
    }

    private static void AssertStep(ModelUnderTest test, int samples, string what)
    {
        IModel<float> model = test.Model;
        float[] x = Numbers.Batch(samples * model.InputLength, seed: 5), dy = Numbers.Batch(samples * model.OutputLength, seed: 6);
        float[] y = new float[dy.Length], dx = new float[x.Length];
        double[] expected = test.Reference.Forward(ModelUnderTest.Widen(x), samples, isTraining: true);
        model.ForwardTraining(x, y, samples);
        Closeness.AssertClose(expected, y, Tolerance, $"{what}: y");
        foreach (ReferenceNormalization layer in test.Reference.BatchNorms)
        {
            NormalizationParameters<float> actual = model.Normalization(layer.Name);
            Closeness.AssertClose(layer.MovingMean, actual.MovingMean, Tolerance, $"{what}: moving mean of {layer.Name}");
            Closeness.AssertClose(layer.MovingVariance, actual.MovingVariance, Tolerance, $"{what}: moving variance of {layer.Name}");
        }

        double[] expectedGradient = test.Reference.Backward(ModelUnderTest.Widen(dy));
        model.Backward(x, dy, dx, samples);
        Closeness.AssertClose(expectedGradient, dx, Tolerance, $"{what}: dx");
        AssertGradients(test, what);

        // The same once more: gradients add up. Nobody has to want dx.
        test.Reference.Backward(ModelUnderTest.Widen(dy));
        model.Backward(x, dy, [], samples);
        AssertGradients(test, what + ", twice");

        model.ZeroGradients();
        Assert.All(model.Parameters, static parameter => Assert.False(parameter.Gradient.ContainsAnyExcept(0f)));
    }

    private static void AssertGradients(ModelUnderTest test, string what)
    {
        for (int i = 0; i < test.Model.Parameters.Count; i++)
        {
            Closeness.AssertClose(test.Reference.Parameters[i].Gradient, test.Model.Parameters[i].Gradient, Tolerance, $"{what}: gradient of {test.Model.Parameters[i].Name}");
        }
    }
}
