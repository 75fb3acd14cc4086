using System.Numerics;
using System.Reflection;

namespace BatchNormGen.BitIdentity;

/// <summary>
/// A new layer of a type that is known at run time only. It is bound by the members of its own class, not by interfaces, so that digests
/// written before a change of those can be checked after it.
/// </summary>
internal sealed class BoundLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly object _layer;
    private readonly SpanGetter? _movingMean;
    private readonly SpanGetter? _movingVariance;
    private readonly ReadOnlySpanGetter _batchMean;
    private readonly ReadOnlySpanGetter _batchInverseDeviation;

    public BoundLayer(Type type, bool isTracked)
    {
        _layer = Activator.CreateInstance(type)!;
        ForwardTraining = Bind<ForwardCall>(_layer, nameof(ForwardTraining));
        ForwardInference = Bind<ForwardCall>(_layer, nameof(ForwardInference));
        Backward = Bind<BackwardCall>(_layer, nameof(Backward));
        BackwardInference = Bind<BackwardCall>(_layer, nameof(BackwardInference));
        ResetParameters = Bind<Action>(_layer, nameof(ResetParameters));
        _batchMean = Bind<ReadOnlySpanGetter>(_layer, "get_BatchMean");
        _batchInverseDeviation = Bind<ReadOnlySpanGetter>(_layer, "get_BatchInverseDeviation");
        Parameters = Property<IReadOnlyList<Parameter<T>>>(nameof(Parameters));
        if (isTracked)
        {
            _movingMean = Bind<SpanGetter>(_layer, "get_MovingMean");
            _movingVariance = Bind<SpanGetter>(_layer, "get_MovingVariance");
            ResetMovingStatistics = Bind<Action>(_layer, nameof(ResetMovingStatistics));
            MeasureMoments = Bind<MeasuringCall>(_layer, nameof(MeasureMoments));
        }
    }

    public delegate void ForwardCall(ReadOnlySpan<T> x, Span<T> y, int batchSize);

    public delegate void BackwardCall(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int batchSize);

    public delegate Moments MeasuringCall(ReadOnlySpan<T> x, int batchSize);

    private delegate Span<T> SpanGetter();

    private delegate ReadOnlySpan<T> ReadOnlySpanGetter();

    public ForwardCall ForwardTraining { get; }

    public ForwardCall ForwardInference { get; }

    public BackwardCall Backward { get; }

    public BackwardCall BackwardInference { get; }

    public Action ResetParameters { get; }

    /// <summary>Null in a layer without moving statistics, as is <see cref="MeasureMoments"/>.</summary>
    public Action? ResetMovingStatistics { get; }

    public MeasuringCall? MeasureMoments { get; }

    public IReadOnlyList<Parameter<T>> Parameters { get; }

    public ReadOnlySpan<T> BatchMean => _batchMean();

    public ReadOnlySpan<T> BatchInverseDeviation => _batchInverseDeviation();

    /// <summary>Empty in a layer without moving statistics, as is <see cref="MovingVariance"/>.</summary>
    public ReadOnlySpan<T> MovingMean => _movingMean is null ? [] : _movingMean();

    public ReadOnlySpan<T> MovingVariance => _movingVariance is null ? [] : _movingVariance();

    public long BatchesTracked => Property<long>(nameof(BatchesTracked));

    public int MaxDegreeOfParallelism
    {
        set => _layer.GetType().GetProperty(nameof(MaxDegreeOfParallelism))!.SetValue(_layer, value);
    }

    /// <summary>The prediction of the layer frozen as it is now.</summary>
    public ForwardCall Freeze()
    {
        object frozen = _layer.GetType().GetMethod(nameof(Freeze), [])!.Invoke(_layer, null)!;
        return Bind<ForwardCall>(frozen, "Forward");
    }

    private TValue Property<TValue>(string name) => (TValue)_layer.GetType().GetProperty(name)!.GetValue(_layer)!;

    private static TDelegate Bind<TDelegate>(object target, string method)
        where TDelegate : Delegate
    {
        Type[] signature = [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)];
        MethodInfo member = target.GetType().GetMethod(method, BindingFlags.Public | BindingFlags.Instance, signature)
            ?? throw new MissingMethodException(target.GetType().FullName, $"{method}({string.Join(", ", signature.Select(type => type.Name))})");
        return member.CreateDelegate<TDelegate>(target);
    }
}
