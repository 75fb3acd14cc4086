using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Models;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>Copies of models.</summary>
public sealed class CloneTests
{
    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void A_copy_is_equal_and_shares_nothing(string name)
    {
        const int Samples = 3;
        ModelUnderTest test = new(ModelCase.Named(name));
        IModel<float> model = test.Model, copy = model.Copy();
        Assert.NotSame(model, copy);
        Assert.Equal(model.GetType(), copy.GetType());
        Assert.Equal(model.Parameters.Select(static parameter => parameter.Name), copy.Parameters.Select(static parameter => parameter.Name));
        float[] x = Numbers.Batch(Samples * model.InputLength, seed: 5), dy = Numbers.Batch(Samples * model.OutputLength, seed: 6);
        AssertSame(Step(copy, x, dy), Step(model, x, dy));

        float[][] before = [.. test.State()];
        foreach (Parameter<float> parameter in copy.Parameters)
        {
            parameter.Value.Fill(7);
            parameter.Gradient.Fill(8);
        }

        Step(copy, x, dy);
        Assert.Equal(before, test.State());
    }

    [Fact]
    public void Settings_and_members_of_the_user_are_copied()
    {
        SmallLeNet model = new() { MaxDegreeOfParallelism = 3 };
        model.Bn2.Momentum = 0.3;
        model.ForwardTraining(Numbers.Batch(450, seed: 1), new float[20], 2);
        SmallLeNet copy = model.Clone();
        Assert.Equal((3, 0.3, 0.1, 1L), (copy.MaxDegreeOfParallelism, copy.Bn2.Momentum, copy.Bn1.Momentum, copy.Bn3.BatchesTracked));
        Assert.Equal("made by its own constructor", new WithMembers().Clone().Label);
    }

    [Fact]
    public void A_copy_drops_what_the_model_would_have_dropped()
    {
        Dropping model = new();
        model.Initialize(4);
        float[] x = Numbers.Batch(36, seed: 1), y = new float[120], copied = new float[120];
        model.ForwardTraining(x, y);
        Dropping copy = model.Clone();
        model.ForwardTraining(x, y);
        copy.ForwardTraining(x, copied);
        Assert.Equal(y, copied);
    }

    [Fact]
    public void A_model_that_has_diverged_can_be_copied()
    {
        SmallLeNet model = new();
        model.Fc1.Weight.Value[3] = float.NaN;
        Assert.True(float.IsNaN(model.Clone().Fc1.Weight.Value[3]));
    }

    private static float[][] Step(IModel<float> model, float[] x, float[] dy)
    {
        int samples = x.Length / model.InputLength;
        float[] y = new float[dy.Length], dx = new float[x.Length];
        model.ForwardTraining(x, y, samples);
        model.Backward(x, dy, dx, samples);
        return [y, dx, .. model.Parameters.Select(static parameter => parameter.Gradient.ToArray())];
    }

    private static void AssertSame(float[][] expected, float[][] actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Closeness.AssertSameBits(expected[i], actual[i], $"result {i}");
        }
    }
}
