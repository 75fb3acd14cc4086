using System.Numerics.Tensors;
using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Exchanges;

/// <summary>What one member does wrong is the same exception on all, changes no layer, and does not keep them from going on.</summary>
public sealed class CollectiveFaultTests
{
    private const int Size = 3;
    private const int AtFault = 1;
    private const int Length = 4 * 7 * 25;

    public static TheoryData<string> BadCalls => [.. Calls.Keys];

    /// <summary>Bad calls of a layer of 7 × 5 × 5, by what is bad about them. x, dy are the batch that the layer was trained on.</summary>
    private static IReadOnlyDictionary<string, Action<SharedPlane7, float[], float[]>> Calls { get; } = new Dictionary<string, Action<SharedPlane7, float[], float[]>>
    {
        ["length of x"] = static (layer, x, y) => layer.ForwardTraining(x.AsSpan(1), y, 4),
        ["length of x alone"] = static (layer, x, y) => layer.ForwardTraining(x.AsSpan(1), y),
        ["null"] = static (layer, _, y) => layer.ForwardTraining(null!, y, 4),
        ["length of y"] = static (layer, x, y) => layer.ForwardTraining(x, y.AsSpan(1), 4),
        ["batch size"] = static (layer, x, y) => layer.ForwardTraining(x, y, -1),
        ["overlap"] = static (layer, x, _) => layer.ForwardTraining(x.AsSpan(0, 175), x.AsSpan(1, 175), 1),
        ["interface"] = static (layer, x, y) => ((INormalizationLayer<float>)layer).ForwardTraining(x, y, 5),
        ["tensor of x"] = static (layer, x, y) => layer.ForwardTraining(Tensor(x, 4, 7, 5, 5), OutputTensor(y, 4, 7, 25)),
        ["rank of x"] = static (layer, x, y) => layer.ForwardTraining(Tensor(x, 4, 175), OutputTensor(y, 4, 175)),
        ["backward: length of dy"] = static (layer, x, y) => layer.Backward(x, x.AsSpan(1), y, 4),
        ["backward: length of x"] = static (layer, x, y) => layer.Backward(x.AsSpan(1), x, y, 4),
        ["backward: length of x alone"] = static (layer, x, y) => layer.Backward(x.AsSpan(1), x, y),
        ["backward: tensor of dy"] = static (layer, x, y) => layer.Backward(Tensor(x, 4, 7, 5, 5), Tensor(x, 5, 7, 4, 5), OutputTensor(y, 4, 7, 5, 5)),
        ["backward: another batch"] = static (layer, x, y) => layer.Backward([.. x.Select(static value => -value)], x, y, 4),
        ["backward: fewer samples"] = static (layer, x, y) => layer.Backward(x.AsSpan(0, 175), x.AsSpan(0, 175), y.AsSpan(0, 175), 1),
    };

    [Theory, MemberData(nameof(BadCalls))]
    public void A_bad_call_of_one_member_is_the_same_exception_on_all(string fault)
    {
        bool isBackward = fault.StartsWith("backward", StringComparison.Ordinal);
        var states = new float[Size][][];
        Exception?[] outcomes = ThreadMembers.Try(Size, member =>
        {
            (SharedPlane7 layer, float[] x, float[] y) = Trained(member);
            states[member.Rank] = [State(layer), []];
            try
            {
                if (member.Rank == AtFault)
                {
                    Calls[fault](layer, x, y);
                }
                else if (isBackward)
                {
                    layer.Backward(x, x, y, 4);
                }
                else
                {
                    layer.ForwardTraining(x, y, 4);
                }
            }
            finally
            {
                states[member.Rank][1] = State(layer);
                Assert.All(y, static value => Assert.Equal(77, value));
            }
        });

        AssertSameOnAll(outcomes, AtFault);
        Assert.Contains(isBackward ? "SharedPlane7.Backward failed on rank 1 of 3" : "SharedPlane7.ForwardTraining failed on rank 1 of 3", outcomes[0]!.Message, StringComparison.Ordinal);
        Assert.Contains(outcomes[AtFault]!.InnerException!.Message, outcomes[0]!.Message, StringComparison.Ordinal);
        foreach (float[][] state in states)
        {
            Bits.AssertSame<float>(state[0], state[1], fault);
        }
    }

    [Fact]
    public void Members_go_on_after_a_bad_call()
    {
        float[][] states = ThreadMembers.Run(Size, static member =>
        {
            (SharedPlane7 layer, float[] x, float[] y) = Trained(member);
            Assert.Throws<CollectiveException>(() => layer.ForwardTraining(x.AsSpan(0, member.Rank == AtFault ? 3 : Length), y, 4));
            layer.Backward(x, x, y, 4);
            layer.ForwardTraining(x, y, 4);
            layer.Backward(x, x, y, 4);
            Assert.Equal(2, layer.BatchesTracked);
            return State(layer);
        });
        Assert.Equal(Statistics(states[0]), Statistics(states[2]));

        static float[] Statistics(float[] state) => state[..^14];
    }

    [Theory]
    [InlineData("another layer", "layer 2, 7 channels")]
    [InlineData("another type", "layer 3, 8 channels")]
    [InlineData("another direction", "SharedPlane7.Backward (layer 1")]
    [InlineData("a sum", "Collectives.Sum (175 floats)")]
    [InlineData("moments", "Collectives.MergeAll (7 channels)")]
    public void A_missed_call_is_the_same_exception_on_all(string instead, string description)
    {
        Exception?[] outcomes = ThreadMembers.Try(Size, member =>
        {
            (SharedPlane7 layer, float[] x, float[] y) = Trained(member);
            SharedPlane7 second = new() { Collective = member };
            OtherChannels third = new() { Collective = member };
            switch (member.Rank == AtFault ? instead : "the call")
            {
                case "another layer": second.ForwardTraining(x, y, 4); break;
                case "another type": third.ForwardTraining(x.AsSpan(0, 80), y.AsSpan(0, 80), 10); break;
                case "another direction": layer.Backward(x, x, y, 4); break;
                case "a sum": member.Sum(y.AsSpan(0, 175)); break;
                case "moments": member.MergeAll(layer.MeasureMoments(x)); break;
                default: layer.ForwardTraining(x, y, 4); break;
            }
        });
        AssertSameOnAll(outcomes, AtFault);
        Assert.Contains("ranks 0, 2 call", outcomes[0]!.Message, StringComparison.Ordinal);
        Assert.Contains(description, outcomes[0]!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Something_else_on_the_collective_is_recognized_and_members_go_on()
    {
        Exception?[] outcomes = ThreadMembers.Try(Size, static member =>
        {
            SharedRow7 layer = new() { Collective = member };
            if (member.Rank == AtFault)
            {
                member.AllGather(new byte[2048], new byte[2048 * Size]);
            }
            else
            {
                Assert.Equal(AtFault, Assert.Throws<CollectiveException>(() => layer.ForwardTraining(new float[28], new float[28])).Rank);
            }

            layer.ForwardTraining(new float[28], new float[28]);
        });
        Assert.All(outcomes, Assert.Null);
    }

    [Fact]
    public void Of_two_members_that_differ_neither_is_at_fault()
    {
        Exception?[] outcomes = ThreadMembers.Try(2, static member =>
        {
            (SharedPlane7 layer, float[] x, float[] y) = Trained(member);
            if (member.Rank == 0)
            {
                layer.ForwardTraining(x, y, 4);
            }
            else
            {
                layer.Backward(x, x, y, 4);
            }
        });
        AssertSameOnAll(outcomes, rank: null);
    }

    [Fact]
    public void Layers_of_other_element_types_do_not_agree()
    {
        Exception?[] outcomes = ThreadMembers.Try(2, static member =>
        {
            if (member.Rank == 0)
            {
                new SharedRow7 { Collective = member }.ForwardTraining(new float[28], new float[28]);
            }
            else
            {
                new SharedDoubleRow7 { Collective = member }.ForwardTraining(new double[28], new double[28]);
            }
        });
        AssertSameOnAll(outcomes, rank: null);
    }

    [Theory, InlineData(0, "none"), InlineData(1, "one")]
    public void Too_few_values_together_are_the_same_exception_on_all(int values, string text)
    {
        Exception?[] outcomes = ThreadMembers.Try(Size, member =>
        {
            SharedRow7 layer = new() { Collective = member };
            int length = member.Rank == AtFault ? 7 * values : 0;
            layer.ForwardTraining(new float[length], new float[length]);
        });
        Assert.All(outcomes, outcome => Assert.Contains($"got {text}", Assert.IsType<ArgumentException>(outcome).Message, StringComparison.Ordinal));
    }

    [Theory, InlineData(float.NaN), InlineData(float.PositiveInfinity), InlineData(3e38f)]
    public void Statistics_that_are_not_finite_are_the_same_exception_on_all(float bad)
    {
        Exception?[] outcomes = ThreadMembers.Try(Size, member =>
        {
            SharedRow7 layer = new() { Collective = member };
            float[] x = Samples.Normal<float>(member.Rank, new TensorShape(6, 7, [], TensorLayout.ChannelsFirst));
            x[3] = member.Rank == AtFault ? bad : x[3];
            try
            {
                layer.ForwardTraining(x, new float[x.Length]);
            }
            finally
            {
                Assert.Equal(0, layer.BatchesTracked);
                Assert.All(layer.MovingMean.ToArray(), static mean => Assert.Equal(0, mean));
                Assert.IsType<InvalidOperationException>(Assert.Throws<CollectiveException>(() => layer.Backward(x, x, new float[x.Length])).InnerException);
            }
        });
        Assert.All(outcomes, static outcome => Assert.Contains("channel 3", Assert.IsType<ArithmeticException>(outcome).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void One_member_alone_meets_the_exceptions_of_many()
    {
        SharedRow7 layer = new() { Collective = ThreadMembers.Of(1)[0] };
        CollectiveException error = Assert.Throws<CollectiveException>(() => layer.ForwardTraining(new float[28], new float[27]));
        Assert.Contains("SharedRow7.ForwardTraining failed, and no layer was changed: ", error.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentException>(error.InnerException);
    }

    [Fact]
    public void Another_training_call_of_the_same_layer_is_told_to_the_others()
    {
        Exception?[] outcomes = ThreadMembers.Try(2, static member =>
        {
            SharedRow7 layer = new();
            Reentrant collective = new(member, layer);
            layer.Collective = collective;
            layer.ForwardTraining(new float[28], new float[28]);
            Assert.IsType<InvalidOperationException>(collective.Outcome);
        });
        Assert.All(outcomes, Assert.Null);
    }

    private static (SharedPlane7 Layer, float[] X, float[] Y) Trained(ICollective member)
    {
        SharedPlane7 layer = new() { Collective = member };
        float[] x = Samples.Normal<float>(member.Rank, new TensorShape(4, 7, [5, 5], TensorLayout.ChannelsFirst));
        float[] y = new float[Length];
        layer.ForwardTraining(x, y, 4);
        Array.Fill(y, 77);
        return (layer, x, y);
    }

    private static float[] State(SharedPlane7 layer) =>
    [
        .. layer.MovingMean, .. layer.MovingVariance, layer.BatchesTracked, .. layer.BatchMean, .. layer.BatchInverseDeviation,
        .. layer.Gamma.Gradient, .. layer.Beta.Gradient,
    ];

    private static void AssertSameOnAll(Exception?[] outcomes, int? rank)
    {
        foreach (Exception? outcome in outcomes)
        {
            CollectiveException error = Assert.IsType<CollectiveException>(outcome);
            Assert.Equal(outcomes[0]!.Message, error.Message);
            Assert.Equal(rank, error.Rank);
        }
    }

    private static ReadOnlyTensorSpan<float> Tensor(float[] values, params ReadOnlySpan<nint> lengths) => new(values, lengths);

    private static TensorSpan<float> OutputTensor(float[] values, params ReadOnlySpan<nint> lengths) => new(values, lengths);

    /// <summary>Resets the layer while it exchanges.</summary>
    private sealed class Reentrant(ICollective inner, SharedRow7 layer) : ICollective
    {
        public Exception? Outcome { get; private set; }

        public int Rank => inner.Rank;

        public int Size => inner.Size;

        public void AllGather(ReadOnlySpan<byte> part, Span<byte> all)
        {
            Outcome = Record.Exception(layer.ResetMovingStatistics);
            inner.AllGather(part, all);
        }

        public void AllToAll(ReadOnlySpan<byte> parts, Span<byte> received) => inner.AllToAll(parts, received);
    }
}
