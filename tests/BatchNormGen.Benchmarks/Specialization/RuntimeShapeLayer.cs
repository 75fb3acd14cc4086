using BatchNormGen.Benchmarks.Shapes;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Benchmarks.Specialization;

/// <summary>A layer as a library without a generator would have it: one set of kernels for all shapes. One shape at a time.</summary>
internal sealed class RuntimeShapeLayer : INormalizationLayer<float>
{
    private readonly bool _hasPlanes;
    private readonly BatchNormState<float> _state;

    public RuntimeShapeLayer(TensorShape shape)
    {
        RuntimeExtents.Set(shape);
        _hasPlanes = shape.HasPlanes;
        NumFeatures = shape.Features;
        NumDims = shape.Rank;
        Layout = shape.Layout;
        _state = new BatchNormState<float>(
            new LayerShape(nameof(RuntimeShapeLayer), shape.Features, shape.Rank, shape.Layout), scale: true, shift: true, tracksMovingStatistics: true);
    }

    public int NumFeatures { get; }

    public int NumDims { get; }

    public TensorLayout Layout { get; }

    public IReadOnlyList<Parameter<float>> Parameters => _state.Parameters;

    public Span<float> MovingMean => _state.MovingMean;

    public Span<float> MovingVariance => _state.MovingVariance;

    public long BatchesTracked => _state.BatchesTracked;

    public int MaxDegreeOfParallelism
    {
        get => _state.MaxDegreeOfParallelism;
        set => _state.MaxDegreeOfParallelism = value;
    }

    public void ForwardTraining(ReadOnlySpan<float> x, Span<float> y, int batchSize)
    {
        if (_hasPlanes)
        {
            PlaneBatchNorm<float, RuntimePlaneKernel>.ForwardTraining(_state, x, y, batchSize);
        }
        else
        {
            RowBatchNorm<float, RuntimeRowKernel>.ForwardTraining(_state, x, y, batchSize);
        }
    }

    public void ForwardInference(ReadOnlySpan<float> x, Span<float> y, int batchSize)
    {
        if (_hasPlanes)
        {
            PlaneBatchNorm<float, RuntimePlaneKernel>.ForwardInference(_state, x, y, batchSize);
        }
        else
        {
            RowBatchNorm<float, RuntimeRowKernel>.ForwardInference(_state, x, y, batchSize);
        }
    }

    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int batchSize)
    {
        if (_hasPlanes)
        {
            PlaneBatchNorm<float, RuntimePlaneKernel>.Backward(_state, x, dy, dx, batchSize);
        }
        else
        {
            RowBatchNorm<float, RuntimeRowKernel>.Backward(_state, x, dy, dx, batchSize);
        }
    }

    public void BackwardInference(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int batchSize) => throw new NotSupportedException();

    public IFrozenLayer<float> Freeze() => throw new NotSupportedException();

    public void ResetParameters() => _state.ResetParameters();

    public void ResetMovingStatistics() => _state.ResetMovingStatistics();

    public void SaveState(StateDictionary state, string prefix = "", Framework? names = null) => throw new NotSupportedException();

    public LoadReport LoadState(StateDictionary state, string prefix = "", bool strict = true, Framework? names = null) => throw new NotSupportedException();

    public Moments MeasureMoments(ReadOnlySpan<float> x, int batchSize) => PopulationStatistics.Measure(_state, x, batchSize);

    public void SetMovingStatistics(Moments population) => PopulationStatistics.SetMovingStatistics(_state, population, VarianceEstimator.Biased);

    public FoldingReport FoldIntoPrevious(Span<float> weight, Span<float> bias, WeightLayout? layout = null) => throw new NotSupportedException();

    public FoldingReport FoldIntoPrevious(Span<float> weight, Span<float> bias, ReadOnlySpan<int> shape, int outputAxis, int groups = 1) =>
        throw new NotSupportedException();
}
