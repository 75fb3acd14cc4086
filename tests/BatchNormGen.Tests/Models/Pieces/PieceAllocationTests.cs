using BatchNormGen.Execution.Models;
using BatchNormGen.Tests.Execution;
using Xunit;

namespace BatchNormGen.Tests.Models.Pieces;

/// <summary>Calls allocate nothing once warm.</summary>
[Collection(nameof(Alone))]
public sealed unsafe class PieceAllocationTests
{
    [Theory, InlineData(1), InlineData(2)]
    public void Nothing_is_allocated(int threads)
    {
        PoolShape shape = PoolCases.Of(20, 9, 9, kernel: 3, stride: 2, padding: 1);
        const int Samples = 4;
        int length = (int)shape.InputLength * Samples;
        using GuardedFloats x = new(length), y = new(length), dy = new(length), dx = new(length);
        AllocationCounter.AssertAllocatesNothing(threads, () =>
        {
            MaxPooling.Forward(in shape, x.Pointer, y.Pointer, Samples, threads);
            MaxPooling.Backward(in shape, x.Pointer, y.Pointer, dy.Pointer, dx.Pointer, Samples, threads);
            AveragePooling.Forward(in shape, false, x.Pointer, y.Pointer, Samples, threads);
            AveragePooling.Backward(in shape, false, dy.Pointer, dx.Pointer, Samples, threads);
            GlobalAveragePooling.Forward(in shape, x.Pointer, y.Pointer, Samples, threads);
            GlobalAveragePooling.Backward(in shape, dy.Pointer, dx.Pointer, Samples, threads);
            MapLayout.ToChannelsLast(x.Pointer, y.Pointer, shape.Channels, 81, Samples, threads);
            MapLayout.ToChannelsFirst(x.Pointer, y.Pointer, shape.Channels, 81, Samples, threads);
            Softmax.Forward(x.Pointer, y.Pointer, 81, Samples * shape.Channels, threads);
            Softmax.Backward(y.Pointer, dy.Pointer, dx.Pointer, 81, Samples * shape.Channels, threads);
            Dropout.Forward(x.Pointer, y.Pointer, length, 0.5, 1, 2, 3, threads);
            Dropout.Backward(dy.Pointer, dx.Pointer, length, 0.5, 1, 2, 3, threads);
            WeightInitialization.Fill(y.Span, WeightRule.LecunNormal, 9, 9, 1, 2);
        });
    }
}
