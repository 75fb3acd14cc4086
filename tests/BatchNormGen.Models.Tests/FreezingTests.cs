using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Models;
using BatchNormGen.Models.Tests.Reference;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>Frozen copies: what they predict, and that nothing changes it later.</summary>
public sealed class FreezingTests
{
    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void A_copy_predicts_the_same_bits_and_a_folded_one_nearly_the_same(string name)
    {
        foreach (int samples in (int[])[1, 3, 33])
        {
            ModelUnderTest test = new(ModelCase.Named(name));
            float[] x = Numbers.Batch(samples * test.Model.InputLength, seed: 5), y = new float[samples * test.Model.OutputLength], expected = new float[y.Length];
            test.Model.ForwardInference(x, expected, samples);
            ModelMembers.FrozenCopy plain = test.Model.Frozen(fold: false), folded = test.Model.Frozen(fold: true);
            Assert.Empty(plain.Foldings);
            plain.Forward(x, y, samples);
            Closeness.AssertSameBits(expected, y, $"{name}, batch of {samples}, frozen");

            folded.Forward(x, y, samples);
            double[] wide = ModelUnderTest.Widen(x);
            Closeness.AssertClose(
                test.Reference.Forward(wide, samples, isTraining: false), test.DisturbedReference().Forward(wide, samples, isTraining: false), y, $"{name}, batch of {samples}, folded");
        }
    }

    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void Nothing_that_happens_to_the_model_changes_a_copy(string name)
    {
        const int Samples = 3;
        ModelUnderTest test = new(ModelCase.Named(name));
        float[] x = Numbers.Batch(Samples * test.Model.InputLength, seed: 5), y = new float[Samples * test.Model.OutputLength];
        ModelMembers.FrozenCopy[] copies = [test.Model.Frozen(fold: false), test.Model.Frozen(fold: true)];
        float[][] expected = [.. copies.Select(Predicted)];
        test.Model.ForwardTraining(x, y, Samples);
        foreach (Parameter<float> parameter in test.Model.Parameters)
        {
            Numbers.Shake(parameter.Value, 1, seed: 9);
        }

        foreach (ReferenceNormalization layer in test.Reference.BatchNorms)
        {
            test.Model.Normalization(layer.Name).MovingMean.Fill(3);
        }

        test.Model.ForwardInference(x, y, Samples);
        Assert.Equal(expected, copies.Select(Predicted));

        float[] Predicted(ModelMembers.FrozenCopy copy)
        {
            float[] predicted = new float[y.Length];
            copy.Forward(x, predicted, Samples);
            return predicted;
        }
    }

    [Fact]
    public void Foldings_say_what_became_part_of_what()
    {
        IReadOnlyList<FoldedNormalization> foldings = new SmallResNet().Freeze().Foldings;
        Assert.Equal(
            [
                ("bn1", "conv1"), ("layer1.0.bn1", "layer1.0.conv1"), ("layer1.0.bn2", "layer1.0.conv2"), ("layer2.0.bn1", "layer2.0.conv1"),
                ("layer2.0.bn2", "layer2.0.conv2"), ("layer2.0.downsample.1", "layer2.0.downsample.0"),
            ],
            foldings.Select(static folding => (folding.Name, folding.Into)));
        Assert.All(foldings, static folding => Assert.InRange(folding.Report.ErrorBound, 0, 1e-4));
    }

    [Theory, InlineData("BatchNormOfPyTorch"), InlineData("BatchNormOfGroups"), InlineData("BatchNormOfDepthwise")]
    public void Folding_stays_within_its_bound(string name)
    {
        const int Samples = 7;
        ModelUnderTest test = new(ModelCase.Named(name));
        float[] x = Numbers.Batch(Samples * test.Model.InputLength, seed: 5), y = new float[Samples * test.Model.OutputLength];
        ModelMembers.FrozenCopy folded = test.Model.Frozen(fold: true);
        folded.Forward(x, y, Samples);
        FoldedNormalization folding = Assert.Single(folded.Foldings);
        double largest = Math.Max(1, x.Max(Math.Abs));
        double[] expected = test.Reference.Forward(ModelUnderTest.Widen(x), Samples, isTraining: false);

        // Beside what the weights' rounding costs, the sums err as always: less than 1e-6 of their terms, which are some 30 of at most 1 per unit of input.
        Closeness.AssertWithin(expected, y, _ => (folding.Report.ErrorBound + 3e-6) * largest, name);
    }

    [Fact]
    public void A_weight_that_would_not_be_finite_is_not_folded()
    {
        SmallLeNet model = new();
        model.Bn2.Gamma!.Value[2] = float.MaxValue;
        model.Bn2.MovingVariance[2] = 0;
        float[] before = model.Conv2.Weight.Value.ToArray();
        Assert.Contains("bn2", Assert.Throws<ArithmeticException>(() => model.Freeze()).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Conv2.Weight.Value.ToArray());
        model.Freeze(fold: false);
    }

    [Fact]
    public void Bad_calls_of_a_copy_write_nothing()
    {
        SmallLeNet.Frozen frozen = new SmallLeNet().Freeze();
        float[] x = new float[225], y = new float[10];
        Assert.Contains("expected the length of y to be 10", Assert.Throws<ArgumentException>(() => frozen.Forward(x, new float[11])).Message, StringComparison.Ordinal);
        Assert.Contains("expected the length of x to be a multiple of 225", Assert.Throws<ArgumentException>(() => frozen.Forward(new float[224], y)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => frozen.Forward(x, y, -1));
        frozen.Forward([], [], 0);
        Assert.Equal(new float[10], y);
    }
}
