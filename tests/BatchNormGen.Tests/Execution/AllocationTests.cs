using System.Numerics.Tensors;
using BatchNormGen.Tests.Layers;
using Xunit;

namespace BatchNormGen.Tests.Execution;

/// <summary>No call allocates after the first.</summary>
[Collection(nameof(Alone)), Trait("Coverage", "off")]
public sealed class AllocationTests
{
    // 24 × 2048 × 17 floats are 3.3 MB: work for several threads.
    private const int BatchSize = 24;
    private const int Positions = 2048;

    private readonly float[] _x = new float[BatchSize * Positions * 17];
    private readonly float[] _y = new float[BatchSize * Positions * 17];

    public AllocationTests()
    {
        for (int i = 0; i < _x.Length; i++)
        {
            _x[i] = i * 7919L % 1000 / 500f;
        }
    }

    [Theory, InlineData(1), InlineData(2), InlineData(-1)]
    public void Spans_on_rows_allocate_nothing(int threads)
    {
        var layer = new Row17 { MaxDegreeOfParallelism = threads };
        AllocationCounter.AssertAllocatesNothing(threads, () =>
        {
            layer.ForwardTraining(_x, _y);
            layer.Backward(_x, _x, _y);
            layer.ForwardInference(_x, _y);
            layer.BackwardInference(_x, _x, _y);
        });
    }

    [Theory, InlineData(1), InlineData(2), InlineData(-1)]
    public void Spans_on_planes_allocate_nothing(int threads)
    {
        var layer = new Plane17 { MaxDegreeOfParallelism = threads };
        AllocationCounter.AssertAllocatesNothing(threads, () =>
        {
            layer.ForwardTraining(_x, _y, BatchSize);
            layer.Backward(_x, _x, _y, BatchSize);
            layer.ForwardInference(_x, _y, BatchSize);
            layer.BackwardInference(_x, _x, _y, BatchSize);
        });
    }

    [Theory, InlineData(1), InlineData(2), InlineData(-1)]
    public void Tensors_on_planes_allocate_nothing(int threads)
    {
        var layer = new Plane17 { MaxDegreeOfParallelism = threads };
        AllocationCounter.AssertAllocatesNothing(threads, () =>
        {
            ReadOnlySpan<nint> lengths = [BatchSize, 17, 32, Positions / 32];
            var x = new ReadOnlyTensorSpan<float>(_x, lengths);
            var y = new TensorSpan<float>(_y, lengths);
            layer.ForwardTraining(x, y);
            layer.Backward(x, x, y);
            layer.ForwardInference(x, y);
            layer.BackwardInference(x, x, y);
        });
    }

    [Theory, InlineData(1), InlineData(2), InlineData(-1)]
    public void The_interface_on_an_untracked_layer_allocates_nothing(int threads)
    {
        INormalizationLayer<float> layer = new UntrackedPlane { MaxDegreeOfParallelism = threads };
        const int Length = 5 * BatchSize * Positions;
        AllocationCounter.AssertAllocatesNothing(threads, () =>
        {
            Span<float> x = _x.AsSpan(0, Length);
            Span<float> y = _y.AsSpan(0, Length);
            layer.ForwardTraining(x, y, BatchSize);
            layer.Backward(x, x, y, BatchSize);
            layer.ForwardInference(x, y, BatchSize);
            layer.BackwardInference(x, x, y, BatchSize);
        });
    }

    [Theory, InlineData(1), InlineData(2), InlineData(-1)]
    public void Frozen_layers_allocate_nothing(int threads)
    {
        Row17.Frozen rows = new Row17 { MaxDegreeOfParallelism = threads }.Freeze();
        Plane17.Frozen planes = new Plane17 { MaxDegreeOfParallelism = threads }.Freeze();
        IFrozenLayer<float> plain = rows;
        AllocationCounter.AssertAllocatesNothing(threads, () =>
        {
            rows.Forward(_x, _y);
            rows.Forward(_x.AsSpan(0, 17), _y.AsSpan(0, 17));
            plain.Forward(_x.AsSpan(0, 51), _y.AsSpan(0, 51), 3);
            planes.Forward(_x, _y, BatchSize);
            ReadOnlySpan<nint> lengths = [BatchSize, 17, 32, Positions / 32];
            planes.Forward(new ReadOnlyTensorSpan<float>(_x, lengths), new TensorSpan<float>(_y, lengths));
        });
    }

    [Fact]
    public void Small_batches_and_state_allocate_nothing()
    {
        var layer = new Row64();
        AllocationCounter.AssertAllocatesNothing(1, () =>
        {
            layer.ForwardTraining(_x.AsSpan(0, 640), _y.AsSpan(0, 640));
            layer.ForwardInference(_x.AsSpan(0, 64), _y.AsSpan(0, 64));
            layer.Backward(_x.AsSpan(0, 640), _x.AsSpan(0, 640), _y.AsSpan(0, 640));
            layer.Gamma.ZeroGradient();
            layer.Beta.Value[3] = layer.MovingMean[1] + layer.BatchMean[2];
            layer.ResetMovingStatistics();
            layer.ResetParameters();
        });
    }

    [Theory, InlineData(1), InlineData(2), InlineData(-1)]
    public void Measuring_allocates_its_result_only(int threads)
    {
        var row = new Row17 { MaxDegreeOfParallelism = threads };
        var plane = new Plane17 { MaxDegreeOfParallelism = threads };
        long before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(new Moments(17));
        long result = GC.GetAllocatedBytesForCurrentThread() - before;

        AllocationCounter.AssertAllocates(threads, 2 * result, () =>
        {
            row.MeasureMoments(_x);
            plane.MeasureMoments(_x, BatchSize);
        });
    }
}
