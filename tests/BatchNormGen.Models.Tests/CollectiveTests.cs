using BatchNormGen.Models.Tests.Cases;
using BatchNormGen.Models.Tests.Models;
using BatchNormGen.Tests.Exchanges;
using Xunit;

namespace BatchNormGen.Models.Tests;

/// <summary>Models whose training batches are spread over processes; threads stand for these.</summary>
public sealed class CollectiveTests
{
    private const int Samples = 7;

    /// <summary>Of the largest number, against one process: sums are rounded in another order, through a few layers.</summary>
    private const double Tolerance = 2e-5;

    /// <summary>What each of three members has of the batch: perhaps nothing.</summary>
    private static readonly Range[] Parts = [0..2, 2..2, 2..7];

    public static TheoryData<string> Spread =>
        [.. ModelCase.All.Where(static model => model.CreateReference().BatchNorms.Any()).Select(static model => model.Name)];

    [Theory, MemberData(nameof(CaseData.All), MemberType = typeof(CaseData))]
    public void Where_one_member_has_all_samples_the_bits_are_those_of_one_process(string name)
    {
        (ModelUnderTest Test, float[] Y, float[] Dx) alone = Step(ModelCase.Named(name), null, 0..Samples);
        (ModelUnderTest Test, float[] Y, float[] Dx)[] members = ThreadMembers.Run(2, member => Step(ModelCase.Named(name), member, member.Rank == 0 ? 0..0 : 0..Samples));
        Closeness.AssertSameBits(alone.Y, members[1].Y, $"{name}: y");
        Closeness.AssertSameBits(alone.Dx, members[1].Dx, $"{name}: dx");
        for (int i = 0; i < alone.Test.Model.Parameters.Count; i++)
        {
            Parameter<float> parameter = alone.Test.Model.Parameters[i];
            Closeness.AssertSameBits(parameter.Gradient, members[1].Test.Model.Parameters[i].Gradient, $"{name}: gradient of {parameter.Name}");
            Assert.All(members[0].Test.Model.Parameters[i].Gradient.ToArray(), static value => Assert.Equal(0, value));
        }

        Assert.All(members, member => Assert.Equal(alone.Test.State(), member.Test.State()));
    }

    [Theory, MemberData(nameof(Spread))]
    public void Parts_come_to_what_the_whole_batch_does(string name)
    {
        (ModelUnderTest Test, float[] Y, float[] Dx) alone = Step(ModelCase.Named(name), null, 0..Samples);
        (ModelUnderTest Test, float[] Y, float[] Dx)[] members = ThreadMembers.Run(Parts.Length, member =>
        {
            (ModelUnderTest Test, float[] Y, float[] Dx) step = Step(ModelCase.Named(name), member, Parts[member.Rank]);
            foreach (Parameter<float> parameter in step.Test.Model.Parameters)
            {
                member.Sum(parameter.Gradient);
            }

            return step;
        });
        Closeness.AssertClose(ModelUnderTest.Widen(alone.Y), members.SelectMany(static member => member.Y).ToArray(), Tolerance, $"{name}: y");
        Closeness.AssertClose(ModelUnderTest.Widen(alone.Dx), members.SelectMany(static member => member.Dx).ToArray(), Tolerance, $"{name}: dx");
        double largest = alone.Test.Model.Parameters.Max(static parameter => parameter.Gradient.ToArray().Max(MathF.Abs));
        for (int i = 0; i < alone.Test.Model.Parameters.Count; i++)
        {
            Parameter<float> parameter = alone.Test.Model.Parameters[i];
            Closeness.AssertWithin(
                ModelUnderTest.Widen(parameter.Gradient), members[0].Test.Model.Parameters[i].Gradient, _ => Tolerance * largest, $"{name}: gradient of {parameter.Name}");
        }

        // All members move their averages to the same bits.
        Assert.All(members, member => Assert.Equal(members[0].Test.State(), member.Test.State()));
    }

    [Theory]
    [InlineData("length of x", "expected the length of x to be")]
    [InlineData("length of x alone", "expected the length of x to be a multiple of")]
    [InlineData("length of y", "expected the length of y to be")]
    [InlineData("overlap", "y overlaps x")]
    [InlineData("backward: length of dy", "expected the length of dy to be")]
    [InlineData("backward: another batch", "x is not the batch that was trained on")]
    [InlineData("backward: fewer samples", "which had 4 samples; got 3")]
    public void A_bad_call_of_one_member_is_the_same_exception_on_all_which_go_on(string fault, string said)
    {
        var outcomes = new string[3];
        float[][] states = new float[3][];
        float[][] after = ThreadMembers.Run(3, member =>
        {
            var model = new Sharing { Collective = member };
            float[] x = Numbers.Batch(4 * Sharing.InputLength, seed: member.Rank), y = new float[4 * Sharing.OutputLength], dy = [.. y];
            model.ForwardTraining(x, y, 4);
            float[] before = Statistics(model);
            bool isBackward = fault.StartsWith("backward", StringComparison.Ordinal);
            outcomes[member.Rank] = Assert.Throws<CollectiveException>(() =>
            {
                if (member.Rank == 1)
                {
                    Call(model, fault, x, y);
                }
                else if (isBackward)
                {
                    model.Backward(x, dy, [], 4);
                }
                else
                {
                    model.ForwardTraining(x, y, 4);
                }
            }).Message;
            Assert.Equal(before, Statistics(model));
            model.ForwardTraining(x, y, 4);
            model.Backward(x, dy, [], 4);
            states[member.Rank] = Statistics(model);
            return y;
        });
        Assert.All(outcomes, outcome => Assert.Equal(outcomes[0], outcome));
        Assert.Contains($"{nameof(Sharing)}.{(fault.StartsWith("backward", StringComparison.Ordinal) ? "Backward" : "ForwardTraining")} failed on rank 1 of 3", outcomes[0], StringComparison.Ordinal);
        Assert.Contains(said, outcomes[0], StringComparison.Ordinal);
        Assert.All(states, state => Assert.Equal(states[0], state));
        Assert.NotEqual(after[0], after[1]);
    }

    /// <summary>In the midst of a model, between two layers that exchange.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void A_layer_of_the_users_own_that_fails_on_one_member_is_the_same_exception_on_all(bool inBackward)
    {
        var outcomes = new string[3];
        ThreadMembers.Run(3, member =>
        {
            var model = new Sharing { Collective = member };
            float[] x = Numbers.Batch(4 * Sharing.InputLength, seed: member.Rank), y = new float[4 * Sharing.OutputLength];
            model.ForwardTraining(x, y);
            float[] before = Statistics(model);
            model.Own.IsBroken = member.Rank == 2;
            outcomes[member.Rank] = Assert.Throws<CollectiveException>(() =>
            {
                if (inBackward)
                {
                    model.Backward(x, y, []);
                }
                else
                {
                    model.ForwardTraining(x, y);
                }
            }).Message;
            Assert.Equal(before, Statistics(model));
            model.Own.IsBroken = false;
            model.ForwardTraining(x, y);
            return model.Bn2.BatchesTracked;
        });
        Assert.All(outcomes, outcome => Assert.Equal(outcomes[0], outcome));
        Assert.Contains("failed on rank 2 of 3", outcomes[0], StringComparison.Ordinal);
        Assert.Contains("broken on purpose", outcomes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Populations_of_all_members_are_measured_together()
    {
        float[] data = Numbers.Batch(Samples * Sharing.InputLength, seed: 3);
        var alone = new Sharing();
        alone.MeasurePopulation([data]);
        float[][] members = ThreadMembers.Run(Parts.Length, member =>
        {
            var model = new Sharing { Collective = member };
            (int start, int count) = Parts[member.Rank].GetOffsetAndLength(Samples);
            model.MeasurePopulation(Batches(data, start, count));
            return Statistics(model);
        });
        Assert.All(members, statistics => Assert.Equal(members[0], statistics));
        Closeness.AssertClose(ModelUnderTest.Widen(Statistics(alone)), members[0], 1e-6, "statistics");
    }

    [Fact]
    public void A_data_set_that_one_member_cannot_measure_is_the_same_exception_on_all()
    {
        var outcomes = new string[3];
        ThreadMembers.Run(3, member =>
        {
            var model = new Sharing { Collective = member };
            float[] before = Statistics(model), data = Numbers.Batch((2 * Sharing.InputLength) + (member.Rank == 1 ? 1 : 0), seed: 3);
            outcomes[member.Rank] = Assert.Throws<CollectiveException>(() => model.MeasurePopulation([data])).Message;
            Assert.Equal(before, Statistics(model));
            model.MeasurePopulation([data.AsMemory(0, 2 * Sharing.InputLength)]);
            return model;
        });
        Assert.All(outcomes, outcome => Assert.Equal(outcomes[0], outcome));
        Assert.Contains($"{nameof(Sharing)}.MeasurePopulation failed on rank 1 of 3", outcomes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_samples_together_are_the_same_exception_on_all()
    {
        string[] messages = ThreadMembers.Run(2, static member =>
        {
            var model = new BatchNormFeatures { Collective = member };
            float[] x = Numbers.Batch(member.Rank * BatchNormFeatures.InputLength, seed: 1);
            return Assert.Throws<ArgumentException>(() => model.ForwardTraining(x, new float[member.Rank * BatchNormFeatures.OutputLength])).Message;
        });
        Assert.Equal(messages[0], messages[1]);
    }

    [Fact]
    public void A_collective_is_given_to_the_layers_and_to_no_copy()
    {
        ICollective member = ThreadMembers.Of(1)[0];
        var model = new Sharing();
        Assert.Null(model.Collective);
        float[] x = Numbers.Batch(4 * Sharing.InputLength, seed: 1), y = new float[4 * Sharing.OutputLength];
        model.ForwardTraining(x, y);

        model.Collective = member;

        Assert.Same(member, model.Collective);
        Assert.Null(model.Clone().Collective);
        Assert.Throws<CollectiveException>(() => model.Backward(x, y, []));
        model.ForwardTraining(x, y);
        model.Collective = member;
        model.Backward(x, y, []);
        Assert.Throws<ArgumentException>(() => model.Collective = new WrongRank());
        Assert.Same(member, model.Collective);
        model.Collective = null;
        Assert.Throws<InvalidOperationException>(() => model.Backward(x, y, []));
    }

    private static void Call(Sharing model, string fault, float[] x, float[] y)
    {
        switch (fault)
        {
            case "length of x":
                model.ForwardTraining(x.AsSpan(1), y, 4);
                break;
            case "length of x alone":
                model.ForwardTraining(x.AsSpan(1), y);
                break;
            case "length of y":
                model.ForwardTraining(x, y.AsSpan(1), 4);
                break;
            case "overlap":
                model.ForwardTraining(x, x.AsSpan(0, y.Length), 4);
                break;
            case "backward: length of dy":
                model.Backward(x, y.AsSpan(1), [], 4);
                break;
            case "backward: another batch":
                model.Backward([.. x.Select(static value => -value)], y, [], 4);
                break;
            default:
                model.Backward(x.AsSpan(0, 3 * Sharing.InputLength), y.AsSpan(0, 3 * Sharing.OutputLength), [], 3);
                break;
        }
    }

    /// <summary>A training step on a part of one batch.</summary>
    private static (ModelUnderTest Test, float[] Y, float[] Dx) Step(ModelCase model, ICollective? member, Range part)
    {
        ModelUnderTest test = new(model);
        ((ICollectiveLayer)test.Model).Collective = member;
        (int start, int count) = part.GetOffsetAndLength(Samples);
        int inputs = test.Model.InputLength, outputs = test.Model.OutputLength;
        float[] x = Numbers.Batch(Samples * inputs, seed: 5).AsSpan(start * inputs, count * inputs).ToArray();
        float[] dy = Numbers.Batch(Samples * outputs, seed: 6).AsSpan(start * outputs, count * outputs).ToArray();
        float[] y = new float[dy.Length], dx = new float[x.Length];
        test.Model.ForwardTraining(x, y, count);
        test.Model.Backward(x, dy, dx, count);
        return (test, y, dx);
    }

    private static IEnumerable<ReadOnlyMemory<float>> Batches(float[] data, int start, int count) =>
        [.. Enumerable.Range(start, count).Select(sample => (ReadOnlyMemory<float>)data.AsMemory(sample * Sharing.InputLength, Sharing.InputLength))];

    private static float[] Statistics(Sharing model) => [.. model.Bn1.MovingMean, .. model.Bn1.MovingVariance, .. model.Bn2.MovingMean, .. model.Bn2.MovingVariance];

    private sealed class WrongRank : ICollective
    {
        public int Rank => 3;

        public int Size => 2;

        public void AllGather(ReadOnlySpan<byte> part, Span<byte> all) => throw new NotSupportedException();

        public void AllToAll(ReadOnlySpan<byte> parts, Span<byte> received) => throw new NotSupportedException();
    }
}
