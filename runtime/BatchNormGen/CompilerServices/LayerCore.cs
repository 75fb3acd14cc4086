using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.Memory;
using BatchNormGen.Threading;

namespace BatchNormGen.CompilerServices;

/// <summary>What an instance of any layer holds: its shape, its parameters with their gradients, and how many threads it may use.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract unsafe class LayerCore<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Keeps the memory that the pointers point to.
    private readonly VectorBlock<T> _block;
    private readonly Parameter<T>[] _parameters;
    private int _maxDegreeOfParallelism = WorkPartition.Unlimited;
    private TrainingMark _mark;

    private protected LayerCore(LayerShape shape, bool scale, bool shift)
    {
        LayerShape = shape;
        PaddedFeatures = CacheLine.Pad<T>(shape.NumFeatures);

        // Without a beta there is a vector of zeros in its place, so that every layer can be applied in the same way.
        _block = new(PaddedFeatures, vectors: (scale ? 2 : 0) + (shift ? 2 : 1));
        if (scale)
        {
            Gamma = NewParameter("gamma", ParameterKind.Scale, out T* value, out T* gradient);
            GammaPointer = value;
            GammaGradientPointer = gradient;
        }

        if (shift)
        {
            Beta = NewParameter("beta", ParameterKind.Shift, out T* value, out T* gradient);
            BetaPointer = value;
            BetaGradientPointer = gradient;
        }
        else
        {
            BetaPointer = _block.Take();
        }

        _block.AssertTaken();
        _parameters = [.. new[] { Gamma, Beta }.OfType<Parameter<T>>()];
        SetInitialParameters();
    }

    /// <summary>Gamma; null in a layer without.</summary>
    public Parameter<T>? Gamma { get; }

    /// <summary>Beta; null in a layer without.</summary>
    public Parameter<T>? Beta { get; }

    /// <summary>Gamma and beta, those that exist.</summary>
    public IReadOnlyList<Parameter<T>> Parameters => _parameters;

    /// <summary>The largest number of threads; −1 for the machine's processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below −1.</exception>
    public int MaxDegreeOfParallelism
    {
        get => _maxDegreeOfParallelism;
        set => _maxDegreeOfParallelism = value is WorkPartition.Unlimited or > 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"{LayerShape.Layer}: expected MaxDegreeOfParallelism to be -1 (the machine's processors) or at least 1, got {value}.");
    }

    internal LayerShape LayerShape { get; }

    internal int PaddedFeatures { get; }

    internal T* GammaPointer { get; }

    internal T* GammaGradientPointer { get; }

    internal T* BetaPointer { get; }

    internal T* BetaGradientPointer { get; }

    /// <summary>What a framework calls the parameters of such a layer in files.</summary>
    internal abstract ParameterNames ParameterNamesOf(Framework framework);

    /// <summary>Sets gamma to 1, beta to 0 and their gradients to 0.</summary>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    public void ResetParameters()
    {
        BeginChange(nameof(ResetParameters));
        SetInitialParameters();
        EndChange();
    }

    /// <summary>Marks the layer as in use by a call that changes it.</summary>
    /// <exception cref="InvalidOperationException">Another such call runs.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void BeginChange(string operation) => _mark.Take(LayerShape.Layer, operation);

    /// <summary>Ends what <see cref="BeginChange"/> began.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void EndChange() => _mark.Release();

    private void SetInitialParameters()
    {
        Gamma?.Value.Fill(T.One);
        Beta?.Value.Clear();
        Gamma?.ZeroGradient();
        Beta?.ZeroGradient();
    }

    private Parameter<T> NewParameter(string name, ParameterKind kind, out T* value, out T* gradient) => new(
        name, kind, LayerShape.ParameterShape, _block.Take(LayerShape.NumFeatures, out value), _block.Take(LayerShape.NumFeatures, out gradient));
}
