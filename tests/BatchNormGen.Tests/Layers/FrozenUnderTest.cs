using System.Numerics;
using System.Numerics.Tensors;
using System.Reflection;
using BatchNormGen.Tests.Reference;

namespace BatchNormGen.Tests.Layers;

/// <summary>A frozen layer of a type that is known only at run time: its interface, and what its class offers beside the interface.</summary>
internal sealed class FrozenUnderTest<T>(LayerUnderTest<T> layer)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private delegate void SpanForward(ReadOnlySpan<T> x, Span<T> y, int batchSize);
    private delegate void LengthForward(ReadOnlySpan<T> x, Span<T> y);
    private delegate void TensorForward(in ReadOnlyTensorSpan<T> x, in TensorSpan<T> y);

    public LayerDeclaration Declaration { get; } = layer.Declaration;

    public IFrozenLayer<T> Frozen { get; } = ((IFreezable<T>)layer.Layer).Freeze();

    public int MaxDegreeOfParallelism => (int)Frozen.GetType().GetProperty(nameof(MaxDegreeOfParallelism))!.GetValue(Frozen)!;

    public void Forward(ReadOnlySpan<T> x, Span<T> y, TensorShape shape) => Frozen.Forward(x, y, shape.BatchSize);

    public void Forward(Entry entry, ReadOnlySpan<T> x, Span<T> y, TensorShape shape)
    {
        switch (entry)
        {
            case Entry.Interface:
                Forward(x, y, shape);
                break;
            case Entry.Spans:
                Bind<SpanForward>(typeof(ReadOnlySpan<T>), typeof(Span<T>), typeof(int))(x, y, shape.BatchSize);
                break;
            case Entry.Lengths:
                Bind<LengthForward>(typeof(ReadOnlySpan<T>), typeof(Span<T>))(x, y);
                break;
            default:
                // A tensor span cannot lie over no memory at all, even if it has no elements.
                nint[] lengths = Array.ConvertAll(shape.Dimensions, extent => (nint)extent);
                ForwardTensors(new ReadOnlyTensorSpan<T>(x.IsEmpty ? new T[1] : x, lengths), new TensorSpan<T>(y.IsEmpty ? new T[1] : y, lengths));
                break;
        }
    }

    public void ForwardTensors(ReadOnlyTensorSpan<T> x, TensorSpan<T> y) =>
        Bind<TensorForward>(typeof(ReadOnlyTensorSpan<T>).MakeByRefType(), typeof(TensorSpan<T>).MakeByRefType())(x, y);

    private TDelegate Bind<TDelegate>(params Type[] signature)
        where TDelegate : Delegate =>
        (Frozen.GetType().GetMethod(nameof(Forward), BindingFlags.Public | BindingFlags.Instance, signature)
            ?? throw new MissingMethodException(Frozen.GetType().FullName, $"Forward({string.Join(", ", signature.Select(type => type.Name))})"))
        .CreateDelegate<TDelegate>(Frozen);
}
