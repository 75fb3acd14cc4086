using System.Numerics;
using System.Numerics.Tensors;
using System.Reflection;
using BatchNormGen.Tests.Reference;

namespace BatchNormGen.Tests.Layers;

/// <summary>
/// An instance of a layer type that is known only at run time: its interface, and what its class offers beside the interface
/// (each generated class has its own members, so tests over many types bind to them once, by name and signature).
/// </summary>
internal sealed class LayerUnderTest<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Tensor spans are passed by reference (in).
    private static readonly Type InputTensor = typeof(ReadOnlyTensorSpan<T>).MakeByRefType();
    private static readonly Type OutputTensor = typeof(TensorSpan<T>).MakeByRefType();

    private readonly object _instance;

    public LayerUnderTest(Type type)
    {
        _instance = Activator.CreateInstance(type)!;
        Layer = (INormalizationLayer<T>)_instance;
        Declaration = LayerDeclaration.Of(type);
    }

    private delegate void SpanForward(ReadOnlySpan<T> x, Span<T> y, int batchSize);
    private delegate void SpanBackward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int batchSize);
    private delegate void LengthForward(ReadOnlySpan<T> x, Span<T> y);
    private delegate void LengthBackward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx);
    private delegate void TensorForward(in ReadOnlyTensorSpan<T> x, in TensorSpan<T> y);
    private delegate void TensorBackward(in ReadOnlyTensorSpan<T> x, in ReadOnlyTensorSpan<T> dy, in TensorSpan<T> dx);

    public LayerDeclaration Declaration { get; }

    public INormalizationLayer<T> Layer { get; }

    /// <summary>What a layer that tracks moving statistics can do.</summary>
    public IMovingStatistics<T, T> Moving => (IMovingStatistics<T, T>)_instance;

    public ReadOnlySpan<T> BatchMean => ((IBatchStatistics<T>)_instance).BatchMean;

    public ReadOnlySpan<T> BatchInverseDeviation => ((IBatchStatistics<T>)_instance).BatchInverseDeviation;

    public Parameter<T>? Gamma => Layer.Parameters.SingleOrDefault(parameter => parameter.Name == "gamma");

    public Parameter<T>? Beta => Layer.Parameters.SingleOrDefault(parameter => parameter.Name == "beta");

    /// <summary>Calls a direction by an entry. Forward directions do not look at <paramref name="dy"/>.</summary>
    public void Call(Entry entry, Direction direction, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> output, TensorShape shape)
    {
        string method = direction.ToString();
        int batchSize = shape.BatchSize;
        switch (entry, direction.IsBackward())
        {
            case (Entry.Interface, _):
                CallInterface(direction, x, dy, output, batchSize);
                break;
            case (Entry.Spans, false):
                Bind<SpanForward>(method, [typeof(ReadOnlySpan<T>), typeof(Span<T>), typeof(int)])(x, output, batchSize);
                break;
            case (Entry.Spans, true):
                Bind<SpanBackward>(method, [typeof(ReadOnlySpan<T>), typeof(ReadOnlySpan<T>), typeof(Span<T>), typeof(int)])(x, dy, output, batchSize);
                break;
            case (Entry.Lengths, false):
                Bind<LengthForward>(method, [typeof(ReadOnlySpan<T>), typeof(Span<T>)])(x, output);
                break;
            case (Entry.Lengths, true):
                Bind<LengthBackward>(method, [typeof(ReadOnlySpan<T>), typeof(ReadOnlySpan<T>), typeof(Span<T>)])(x, dy, output);
                break;
            case (_, false):
                CallTensors(direction, Tensor(x, shape), Tensor(output, shape));
                break;
            default:
                CallTensors(direction, Tensor(x, shape), Tensor(dy, shape), Tensor(output, shape));
                break;
        }
    }

    /// <summary>Calls a direction by the interface.</summary>
    public void Call(Direction direction, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> output, TensorShape shape) =>
        CallInterface(direction, x, dy, output, shape.BatchSize);

    public void CallTensors(Direction direction, ReadOnlyTensorSpan<T> x, TensorSpan<T> y) =>
        Bind<TensorForward>(direction.ToString(), [InputTensor, OutputTensor])(x, y);

    public void CallTensors(Direction direction, ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> dy, TensorSpan<T> dx) =>
        Bind<TensorBackward>(direction.ToString(), [InputTensor, InputTensor, OutputTensor])(x, dy, dx);

    public void CallInterface(Direction direction, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> output, int batchSize)
    {
        switch (direction)
        {
            case Direction.ForwardTraining:
                Layer.ForwardTraining(x, output, batchSize);
                break;
            case Direction.ForwardInference:
                Layer.ForwardInference(x, output, batchSize);
                break;
            case Direction.Backward:
                Layer.Backward(x, dy, output, batchSize);
                break;
            default:
                Layer.BackwardInference(x, dy, output, batchSize);
                break;
        }
    }

    // A tensor span cannot lie over no memory at all, even if it has no elements.
    private static ReadOnlyTensorSpan<T> Tensor(ReadOnlySpan<T> values, TensorShape shape) =>
        new(values.IsEmpty ? new T[1] : values, Array.ConvertAll(shape.Dimensions, extent => (nint)extent));

    private static TensorSpan<T> Tensor(Span<T> values, TensorShape shape) =>
        new(values.IsEmpty ? new T[1] : values, Array.ConvertAll(shape.Dimensions, extent => (nint)extent));

    private TDelegate Bind<TDelegate>(string method, Type[] signature)
        where TDelegate : Delegate =>
        (_instance.GetType().GetMethod(method, BindingFlags.Public | BindingFlags.Instance, signature)
            ?? throw new MissingMethodException(_instance.GetType().Name, $"{method}({string.Join(", ", signature.Select(type => type.Name))})"))
        .CreateDelegate<TDelegate>(_instance);
}
