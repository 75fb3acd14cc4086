using BatchNormGen.Tests.Reference;
using Xunit;

namespace BatchNormGen.Tests.Exchanges;

public sealed class CollectivePropertyTests
{
    private readonly float[] _x = Samples.Normal<float>(1, new TensorShape(8, 7, [], TensorLayout.ChannelsFirst));
    private readonly float[] _y = new float[56];

    [Fact]
    public void A_new_layer_has_none()
    {
        Assert.Null(new SharedRow7().Collective);
        Assert.Null(((ICollectiveLayer)new SharedResidual()).Collective);
    }

    [Fact]
    public void Predictions_exchange_nothing()
    {
        SharedRow7 layer = new() { Collective = new Silent() };
        layer.ForwardInference(_x, _y);
        layer.BackwardInference(_x, _x, _y);
        layer.Freeze().Forward(_x, _y);
        layer.MeasureMoments(_x);

        float[] x = new float[2 * 5 * 11];
        SharedUntracked untracked = new() { Collective = new Silent() };
        untracked.ForwardInference(x, x, 2);
        untracked.BackwardInference(x, x, x, 2);
    }

    [Fact]
    public void Another_collective_forgets_the_batch_and_the_same_one_does_not()
    {
        ICollective first = ThreadMembers.Of(1)[0], second = ThreadMembers.Of(1)[0];
        SharedRow7 layer = new() { Collective = first };
        layer.ForwardTraining(_x, _y);
        layer.Collective = first;
        layer.Backward(_x, _x, _y);
        layer.Collective = second;
        Assert.Same(second, layer.Collective);
        Assert.IsType<InvalidOperationException>(Assert.Throws<CollectiveException>(() => layer.Backward(_x, _x, _y)).InnerException);
        layer.Collective = null;
        Assert.Null(layer.Collective);
        Assert.Throws<InvalidOperationException>(() => layer.Backward(_x, _x, _y));
        layer.ForwardTraining(_x, _y);
        layer.Backward(_x, _x, _y);
    }

    [Theory, InlineData(0, 0), InlineData(-1, 2), InlineData(2, 2)]
    public void A_collective_without_such_a_rank_is_refused(int rank, int size)
    {
        SharedRow7 layer = new();
        Assert.Throws<ArgumentException>(() => layer.Collective = new Numbered(rank, size));
        Assert.Null(layer.Collective);
        layer.ForwardTraining(_x, _y);
    }

    [Fact]
    public void In_place_calls_are_recognized_by_the_batch_before_them()
    {
        SharedRow7 layer = new() { Collective = ThreadMembers.Of(1)[0] };
        float[] batch = [.. _x];
        layer.ForwardTraining(batch, batch);
        Assert.IsType<ArgumentException>(Assert.Throws<CollectiveException>(() => layer.Backward(batch, _x, _y)).InnerException);
        layer.Backward(_x, _x, _y);
    }

    private sealed class Silent : ICollective
    {
        public int Rank => 0;

        public int Size => 2;

        public void AllGather(ReadOnlySpan<byte> part, Span<byte> all) => throw new InvalidOperationException("Nobody else is there.");

        public void AllToAll(ReadOnlySpan<byte> parts, Span<byte> received) => throw new InvalidOperationException("Nobody else is there.");
    }

    private sealed class Numbered(int rank, int size) : ICollective
    {
        public int Rank => rank;

        public int Size => size;

        public void AllGather(ReadOnlySpan<byte> part, Span<byte> all) => part.CopyTo(all);

        public void AllToAll(ReadOnlySpan<byte> parts, Span<byte> received) => parts.CopyTo(received);
    }
}
