using System.Collections;

namespace BatchNormGen.Programs;

/// <summary>
/// A layer of a type that is known at run time only. It is bound by the members of its own class and by nothing else of this project: neither
/// interfaces nor types of the runtime. So layers of different commits can be compared, whatever happened to these in between.
/// </summary>
internal sealed class BoundLayer<T>(object layer)
    where T : unmanaged
{
    private readonly ReadOnlySpanGetter _batchMean = MemberBinding.Bind<ReadOnlySpanGetter>(layer, "get_BatchMean");
    private readonly ReadOnlySpanGetter _batchInverseDeviation = MemberBinding.Bind<ReadOnlySpanGetter>(layer, "get_BatchInverseDeviation");
    private SpanGetter? _movingMean;
    private SpanGetter? _movingVariance;

    public BoundLayer(Type type)
        : this(Activator.CreateInstance(type)!)
    {
    }

    public delegate void ForwardCall(ReadOnlySpan<T> x, Span<T> y, int batchSize);

    public delegate void BackwardCall(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int batchSize);

    private delegate object MeasuringCall(ReadOnlySpan<T> x, int batchSize);

    private delegate Span<T> SpanGetter();

    private delegate ReadOnlySpan<T> ReadOnlySpanGetter();

    public ForwardCall ForwardTraining { get; } = MemberBinding.Bind<ForwardCall>(layer, nameof(ForwardTraining));

    public ForwardCall ForwardInference { get; } = MemberBinding.Bind<ForwardCall>(layer, nameof(ForwardInference));

    public BackwardCall Backward { get; } = MemberBinding.Bind<BackwardCall>(layer, nameof(Backward));

    public BackwardCall BackwardInference { get; } = MemberBinding.Bind<BackwardCall>(layer, nameof(BackwardInference));

    /// <summary>Gamma and beta, those that exist.</summary>
    public IReadOnlyList<BoundParameter<T>> Parameters { get; } =
        [.. MemberBinding.Value<IEnumerable>(layer, nameof(Parameters)).Cast<object>().Select(parameter => new BoundParameter<T>(parameter))];

    public ReadOnlySpan<T> BatchMean => _batchMean();

    public ReadOnlySpan<T> BatchInverseDeviation => _batchInverseDeviation();

    public int MaxDegreeOfParallelism
    {
        set => layer.GetType().GetProperty(nameof(MaxDegreeOfParallelism))!.SetValue(layer, value);
    }

    // What follows is only there in layers with moving statistics.

    public Span<T> MovingMean => (_movingMean ??= MemberBinding.Bind<SpanGetter>(layer, "get_MovingMean"))();

    public Span<T> MovingVariance => (_movingVariance ??= MemberBinding.Bind<SpanGetter>(layer, "get_MovingVariance"))();

    public long BatchesTracked => MemberBinding.Value<long>(layer, nameof(BatchesTracked));

    public void ResetMovingStatistics() => MemberBinding.Bind<Action>(layer, nameof(ResetMovingStatistics))();

    /// <summary>The moments of a batch, in the bytes in which they are saved.</summary>
    public byte[] MeasureMoments(ReadOnlySpan<T> x, int batchSize)
    {
        object moments = MemberBinding.Bind<MeasuringCall>(layer, nameof(MeasureMoments))(x, batchSize);
        return MemberBinding.Bind<Func<byte[]>>(moments, "ToBytes")();
    }

    /// <summary>The prediction of the layer frozen as it is now.</summary>
    public ForwardCall Freeze() => MemberBinding.Bind<ForwardCall>(MemberBinding.Bind<Func<object>>(layer, nameof(Freeze))(), "Forward");
}
