using BatchNormGen.Tests.Execution;
using Xunit;

namespace BatchNormGen.Tests.Exchanges;

[Collection(nameof(Alone)), Trait("Coverage", "off")]
public sealed class ExchangeAllocationTests
{
    [Fact]
    public void Exchanges_allocate_nothing()
    {
        ICollective member = ThreadMembers.Of(1)[0];
        SharedRow7 small = new() { Collective = member, MaxDegreeOfParallelism = 1 };
        SharedRow512 large = new() { Collective = member, MaxDegreeOfParallelism = 1 };
        float[] x = new float[4 * 512], y = new float[4 * 512];
        x[0] = 1;
        AllocationCounter.AssertAllocatesNothing(1, () =>
        {
            small.ForwardTraining(x.AsSpan(0, 56), y.AsSpan(0, 56));
            small.Backward(x.AsSpan(0, 56), x.AsSpan(0, 56), y.AsSpan(0, 56));
            large.ForwardTraining(x, y);
            large.Backward(x, x, y);
            member.Sum(y.AsSpan(0, 56));
            member.Sum(y.AsSpan());
        });
    }
}
