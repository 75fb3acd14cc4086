using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.Exchanges;
using BatchNormGen.Execution;
using BatchNormGen.Execution.BatchNorm;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;
using BatchNormGen.Threading;
using BatchNormGen.Walks;

namespace BatchNormGen.CompilerServices;

/// <summary>All that an instance of a batch normalization layer holds, and what its generated members call.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
/// <remarks>See <see cref="INormalizationLayer{TData, TState}"/> for what the methods do and throw.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class BatchNormCore<T> : LayerCore<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Keeps the memory that the pointers point to.
    private readonly VectorBlock<T> _statistics;
    private readonly VectorBlock<double> _remainders;
    private readonly Memory<T> _movingMean;
    private readonly Memory<T> _movingVariance;
    private readonly Memory<T> _batchMean;
    private readonly Memory<T> _batchInverseDeviation;
    private double _momentum;

    /// <summary>The batch that <c>Backward</c> belongs to.</summary>
    internal BatchFingerprint<T> Fingerprint;

    /// <summary>What was added to it, in a layer with a residual.</summary>
    internal BatchFingerprint<T> ResidualFingerprint;

    /// <summary>Allocates a layer's numbers and sets them to their initial values.</summary>
    /// <param name="shape">The layer's shape.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="kernels">Its kernels.</param>
    public BatchNormCore(ChannelShape shape, BatchNormSettings settings, NormalizationKernels<T> kernels)
        : base(shape, settings.Scale, settings.Shift)
    {
        Shape = shape;
        Settings = settings;
        Kernels = kernels;
        _momentum = settings.Momentum;
        KeptWeight = settings.Kept;
        Scratches = new(() => new ChunkScratch<T>(kernels.Walk.VectorLength, kernels.Walk.MaxChunks));

        int features = shape.NumFeatures;
        _statistics = new(PaddedFeatures, vectors: (TracksMovingStatistics ? 2 : 0) + 3);
        T* pointer = null;
        if (TracksMovingStatistics)
        {
            _movingMean = _statistics.Take(features, out pointer);
            MovingMeanPointer = pointer;
            _movingVariance = _statistics.Take(features, out pointer);
            MovingVariancePointer = pointer;
        }

        _batchMean = _statistics.Take(features, out pointer);
        BatchMeanPointer = pointer;
        _batchInverseDeviation = _statistics.Take(features, out pointer);
        BatchInverseDeviationPointer = pointer;
        BatchIsConstantPointer = _statistics.Take();
        _statistics.AssertTaken();
        _remainders = new(CacheLine.Pad<double>(features), vectors: 1);
        BatchMeanRemainderPointer = _remainders.Take();
        _remainders.AssertTaken();
        SetInitialStatistics();
        BatchNormCalls<T>.Initialize();
    }

    /// <summary>The layer's shape.</summary>
    public ChannelShape Shape { get; }

    /// <summary>The moving mean of each channel; empty if none is tracked.</summary>
    public Span<T> MovingMean => _movingMean.Span;

    /// <summary>The moving variance of each channel; empty if none is tracked.</summary>
    public Span<T> MovingVariance => _movingVariance.Span;

    /// <summary>The mean of each channel of the last training batch.</summary>
    public ReadOnlySpan<T> BatchMean => _batchMean.Span;

    /// <summary>1/√(variance + epsilon) of each channel of the last training batch.</summary>
    public ReadOnlySpan<T> BatchInverseDeviation => _batchInverseDeviation.Span;

    /// <summary>The number of batches in the moving statistics.</summary>
    public long BatchesTracked { get; internal set; }

    /// <summary>The weight of a new batch in the moving statistics.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and at most 1.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    public double Momentum
    {
        get => _momentum;
        set
        {
            // Written so that NaN fails it.
            if (value is not (> 0 and <= 1))
            {
                CallErrors.MomentumOutOfRange(Shape, value);
            }

            BeginChange("Momentum");
            _momentum = value;
            KeptWeight = value == Settings.Momentum ? Settings.Kept : ComplementaryWeight.Of(value);
            EndChange();
        }
    }

    /// <summary>The members that a training batch is spread over; null for this process alone.</summary>
    /// <exception cref="ArgumentException">Its size is below 1, or its rank is not one of 0 to its size − 1.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    public ICollective? Collective
    {
        get => Exchange?.Collective;
        set
        {
            if (ReferenceEquals(value, Collective))
            {
                return;
            }

            BeginChange(nameof(Collective));
            try
            {
                Exchange = value is null ? null : new LayerExchange(value, Shape, sizeof(T));

                // Backward goes through the statistics of the members that ForwardTraining had.
                LastBatch = null;
            }
            finally
            {
                EndChange();
            }
        }
    }

    /// <summary>What the layer exchanges with that of other members; null for this process alone.</summary>
    internal LayerExchange? Exchange { get; private set; }

    internal BatchNormSettings Settings { get; }

    internal NormalizationKernels<T> Kernels { get; }

    internal bool TracksMovingStatistics => Settings.TracksMovingStatistics;

    /// <summary>The weight of the old value in the moving statistics.</summary>
    internal double KeptWeight { get; private set; }

    internal T* MovingMeanPointer { get; }

    internal T* MovingVariancePointer { get; }

    internal T* BatchMeanPointer { get; }

    internal T* BatchInverseDeviationPointer { get; }

    /// <summary>What rounding <see cref="BatchMean"/> to the element type took off.</summary>
    internal double* BatchMeanRemainderPointer { get; }

    /// <summary>Not zero for channels whose values were all equal in the last training batch.</summary>
    internal T* BatchIsConstantPointer { get; }

    /// <summary>The batch that <c>Backward</c> belongs to; null before training and after a failure.</summary>
    internal TrainedBatch? LastBatch { get; set; }

    /// <summary>Scratch memory of calls: one, unless several predictions run at the same time.</summary>
    internal SlotPool<ChunkScratch<T>> Scratches { get; }

    internal override ParameterNames ParameterNamesOf(Framework framework) => ParameterNames.OfBatchNorm(framework);

    /// <summary>Sets the moving mean to 0, the moving variance to 1 and the counter to 0.</summary>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    public void ResetMovingStatistics()
    {
        BeginChange(nameof(ResetMovingStatistics));
        SetInitialStatistics();
        EndChange();
    }

    /// <summary>Normalizes a batch by its own statistics, then moves the moving averages.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void ForwardTraining(ReadOnlySpan<T> x, Span<T> y, int batchSize) =>
        BatchNormCalls<T>.ForwardTraining(this, x, default, y, TrainingExtents(x, batchSize, ExchangeKind.ForwardTraining));

    /// <summary>Normalizes a batch by its own statistics, then moves the moving averages; the batch size follows from the length.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void ForwardTraining(ReadOnlySpan<T> x, Span<T> y) =>
        BatchNormCalls<T>.ForwardTraining(this, x, default, y, TrainingExtents(x, ExchangeKind.ForwardTraining));

    /// <summary>The same in a layer with a residual.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void ForwardTraining(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, int batchSize) =>
        BatchNormCalls<T>.ForwardTraining(this, x, residual, y, TrainingExtents(x, batchSize, ExchangeKind.ForwardTraining));

    /// <summary>The same in a layer with a residual; the batch size follows from the length.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void ForwardTraining(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y) =>
        BatchNormCalls<T>.ForwardTraining(this, x, residual, y, TrainingExtents(x, ExchangeKind.ForwardTraining));

    /// <summary>Normalizes by the moving statistics.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void ForwardInference(ReadOnlySpan<T> x, Span<T> y, int batchSize) =>
        BatchNormCalls<T>.ForwardInference(this, x, y, Shape.Extents<T>(x, batchSize));

    /// <summary>Normalizes by the moving statistics; the batch size follows from the length.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void ForwardInference(ReadOnlySpan<T> x, Span<T> y) =>
        BatchNormCalls<T>.ForwardInference(this, x, y, Shape.Extents<T>(x));

    /// <summary>The same in a layer with a residual.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void ForwardInference(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, int batchSize) =>
        BatchNormCalls<T>.ForwardInference(this, x, residual, y, Shape.Extents<T>(x, batchSize));

    /// <summary>The same in a layer with a residual; the batch size follows from the length.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void ForwardInference(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y) =>
        BatchNormCalls<T>.ForwardInference(this, x, residual, y, Shape.Extents<T>(x));

    /// <summary>The gradient of the last training call.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int batchSize) =>
        BatchNormCalls<T>.Backward(this, x, default, dy, dx, default, TrainingExtents(x, batchSize, ExchangeKind.Backward));

    /// <summary>The gradient of the last training call; the batch size follows from the length.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) =>
        BatchNormCalls<T>.Backward(this, x, default, dy, dx, default, TrainingExtents(x, ExchangeKind.Backward));

    /// <summary>The same in a layer with a residual.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual, int batchSize) =>
        BatchNormCalls<T>.Backward(this, x, residual, dy, dx, dresidual, TrainingExtents(x, batchSize, ExchangeKind.Backward));

    /// <summary>The same in a layer with a residual; the batch size follows from the length.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual) =>
        BatchNormCalls<T>.Backward(this, x, residual, dy, dx, dresidual, TrainingExtents(x, ExchangeKind.Backward));

    /// <summary>The gradient of a prediction.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void BackwardInference(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int batchSize) =>
        BatchNormCalls<T>.BackwardInference(this, x, default, dy, dx, default, Shape.Extents<T>(x, batchSize));

    /// <summary>The gradient of a prediction; the batch size follows from the length.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void BackwardInference(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) =>
        BatchNormCalls<T>.BackwardInference(this, x, default, dy, dx, default, Shape.Extents<T>(x));

    /// <summary>The same in a layer with a residual.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void BackwardInference(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual, int batchSize) =>
        BatchNormCalls<T>.BackwardInference(this, x, residual, dy, dx, dresidual, Shape.Extents<T>(x, batchSize));

    /// <summary>The same in a layer with a residual; the batch size follows from the length.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void BackwardInference(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual) =>
        BatchNormCalls<T>.BackwardInference(this, x, residual, dy, dx, dresidual, Shape.Extents<T>(x));

    /// <summary>A copy of all that predictions need, as it is now. The layer tracks moving statistics.</summary>
    public FrozenAffine<T> Freeze() => Predictions<T>.Freeze(this);

    /// <summary>Tells the other members that this one's call cannot be made: they would wait for it. Returns only where there are none.</summary>
    /// <param name="operation">The method, <c>ForwardTraining</c> or <c>Backward</c>.</param>
    /// <param name="error">Why.</param>
    /// <exception cref="CollectiveException">There are other members.</exception>
    public void Refuse(string operation, ArgumentException error) =>
        Exchange?.Refuse(operation == nameof(Backward) ? ExchangeKind.Backward : ExchangeKind.ForwardTraining, error);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BatchExtents TrainingExtents(ReadOnlySpan<T> x, int batchSize, ExchangeKind kind) =>
        Exchange is null ? Shape.Extents(x, batchSize) : SharedExtents(x, batchSize, kind);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BatchExtents TrainingExtents(ReadOnlySpan<T> x, ExchangeKind kind) =>
        Exchange is null ? Shape.Extents(x) : SharedExtents(x, batchSize: null, kind);

    private BatchExtents SharedExtents(ReadOnlySpan<T> x, int? batchSize, ExchangeKind kind)
    {
        try
        {
            return batchSize is { } given ? Shape.Extents(x, given) : Shape.Extents(x);
        }
        catch (ArgumentException error)
        {
            Exchange!.Refuse(kind, error);
            throw;
        }
    }

    private void SetInitialStatistics()
    {
        MovingMean.Clear();
        MovingVariance.Fill(T.One);
        BatchesTracked = 0;
    }
}
