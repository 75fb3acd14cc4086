using Xunit;

namespace BatchNormGen.Tests.Exchanges;

/// <summary>What the engine of a collective throws reaches the caller with the layer and the exchange in its message.</summary>
public sealed class CollectiveEngineFaultTests
{
    [Fact]
    public void A_member_that_does_not_come_is_a_timeout_that_names_the_layer_and_the_exchange()
    {
        Exception?[] outcomes = ThreadMembers.Try(2, static member =>
        {
            SharedRow7 layer = new() { Collective = member };
            layer.ForwardTraining(new float[28], new float[28]);
            if (member.Rank == 0)
            {
                float[] before = layer.MovingVariance.ToArray();
                try
                {
                    layer.ForwardTraining(new float[28], new float[28]);
                }
                finally
                {
                    Assert.Equal(before, layer.MovingVariance.ToArray());
                }
            }
        }, timeout: TimeSpan.FromMilliseconds(300));
        Assert.Null(outcomes[1]);
        string message = Assert.IsType<TimeoutException>(outcomes[0]).Message;
        Assert.Contains("SharedRow7.ForwardTraining, exchange 1: rank 0 of 2", message, StringComparison.Ordinal);
    }

    /// <summary>Each of the frames of an exchange, and of the slices of a long sum, may be the one that fails.</summary>
    [Theory]
    [InlineData(0, "exchange 0: gone")]
    [InlineData(2, "SharedRow512.ForwardTraining, exchange 1: gone")]
    [InlineData(3, "SharedRow512.ForwardTraining, exchange 1: gone")]
    [InlineData(5, "Collectives.Sum, exchange 2: gone")]
    [InlineData(6, "Collectives.Sum, exchange 2: gone")]
    public void What_a_collective_throws_is_told_with_the_exchange(int calls, string message)
    {
        Failing collective = new(calls, new CollectiveException("gone", 0));
        SharedRow512 layer = new() { Collective = collective };
        CollectiveException error = Assert.Throws<CollectiveException>(Train);
        Assert.EndsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, error.Rank);
        Assert.Same(collective.Error, error.InnerException);

        Failing late = new(calls, new TimeoutException("gone"));
        layer = new() { Collective = late };
        Assert.Contains(message.Replace("gone", "rank 0 of 1", StringComparison.Ordinal), Assert.Throws<TimeoutException>(Train).Message, StringComparison.Ordinal);

        void Train()
        {
            float[] x = new float[1024];
            layer.ForwardTraining(x, x);
            layer.ForwardTraining(x, x);
            layer.Collective!.Sum(x.AsSpan());
        }
    }

    [Fact]
    public void What_kept_a_member_from_taking_part_is_told_though_nobody_else_is_there()
    {
        SharedRow7 layer = new() { Collective = new Failing(0, new CollectiveException("gone", 0)) };
        CollectiveException error = Assert.Throws<CollectiveException>(() => layer.ForwardTraining(new float[28], new float[27]));
        Assert.Contains($"gone This member could not have taken part: {error.InnerException!.Message}", error.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentException>(error.InnerException);
    }

    /// <summary>A member alone whose collective fails after some calls.</summary>
    private sealed class Failing(int calls, Exception error) : ICollective
    {
        private int _calls = calls;

        public Exception Error => error;

        public int Rank => 0;

        public int Size => 1;

        public void AllGather(ReadOnlySpan<byte> part, Span<byte> all)
        {
            Count();
            part.CopyTo(all);
        }

        public void AllToAll(ReadOnlySpan<byte> parts, Span<byte> received)
        {
            Count();
            parts.CopyTo(received);
        }

        private void Count()
        {
            if (_calls-- == 0)
            {
                throw error;
            }
        }
    }
}
