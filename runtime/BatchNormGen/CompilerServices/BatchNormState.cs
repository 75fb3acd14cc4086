using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchNormGen.Execution;

namespace BatchNormGen.CompilerServices;

/// <summary>All that an instance of a layer holds: parameters, statistics and counters, in one aligned block of memory.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class BatchNormState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _block;
    private readonly Parameter<T>[] _parameters;
    private readonly int _paddedFeatures;
    private readonly int _origin;
    private readonly int _movingMean;
    private readonly int _movingVariance;
    private readonly int _batchMean;
    private readonly int _batchInverseDeviation;
    private int _end;
    private int _maxDegreeOfParallelism = WorkPartition.Unlimited;

    /// <summary>Allocates a layer's numbers and sets them to their initial values.</summary>
    /// <param name="shape">The layer's shape.</param>
    /// <param name="scale">Whether there is a gamma.</param>
    /// <param name="shift">Whether there is a beta.</param>
    /// <param name="tracksMovingStatistics">Whether there are moving statistics.</param>
    public BatchNormState(LayerShape shape, bool scale, bool shift, bool tracksMovingStatistics)
    {
        Shape = shape;
        TracksMovingStatistics = tracksMovingStatistics;
        _paddedFeatures = Pad(shape.NumFeatures);

        int segments = (scale ? 2 : 0) + (shift ? 2 : 1) + (tracksMovingStatistics ? 2 : 0) + 3;
        _block = PinnedVectors.Allocate<T>(checked(segments * _paddedFeatures), out _origin);

        _end = _origin;
        Gamma = scale ? NewParameter("gamma", ParameterKind.Scale) : null;
        Beta = shift ? NewParameter("beta", ParameterKind.Shift) : null;
        GammaPointer = scale ? Pointer(Gamma!.Value) : null;
        GammaGradientPointer = scale ? Pointer(Gamma!.Gradient) : null;

        // Without a beta there is a vector of zeros in its place, so that every layer can be applied in the same way.
        BetaPointer = shift ? Pointer(Beta!.Value) : Pointer(Vector(NewVector()));
        BetaGradientPointer = shift ? Pointer(Beta!.Gradient) : null;
        if (tracksMovingStatistics)
        {
            MovingMeanPointer = Pointer(Vector(_movingMean = NewVector()));
            MovingVariancePointer = Pointer(Vector(_movingVariance = NewVector()));
        }

        BatchMeanPointer = Pointer(Vector(_batchMean = NewVector()));
        BatchInverseDeviationPointer = Pointer(Vector(_batchInverseDeviation = NewVector()));
        BatchMeanRemainderPointer = Pointer(Vector(NewVector()));

        _parameters = [.. new[] { Gamma, Beta }.OfType<Parameter<T>>()];
        ResetParameters();
        ResetMovingStatistics();
    }

    /// <summary>The layer's shape.</summary>
    public LayerShape Shape { get; }

    /// <summary>The factor of each channel; null in a layer without.</summary>
    public Parameter<T>? Gamma { get; }

    /// <summary>The offset of each channel; null in a layer without.</summary>
    public Parameter<T>? Beta { get; }

    /// <summary>Gamma and beta, those that exist.</summary>
    public IReadOnlyList<Parameter<T>> Parameters => _parameters;

    /// <summary>The moving mean of each channel; empty if none is tracked.</summary>
    public Span<T> MovingMean => TracksMovingStatistics ? Vector(_movingMean) : default;

    /// <summary>The moving variance of each channel; empty if none is tracked.</summary>
    public Span<T> MovingVariance => TracksMovingStatistics ? Vector(_movingVariance) : default;

    /// <summary>The mean of each channel of the last training batch.</summary>
    public ReadOnlySpan<T> BatchMean => Vector(_batchMean);

    /// <summary>1/√(variance + epsilon) of each channel of the last training batch.</summary>
    public ReadOnlySpan<T> BatchInverseDeviation => Vector(_batchInverseDeviation);

    /// <summary>The number of batches in the moving statistics.</summary>
    public long BatchesTracked { get; internal set; }

    /// <summary>The largest number of threads; −1 for the machine's processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below −1.</exception>
    public int MaxDegreeOfParallelism
    {
        get => _maxDegreeOfParallelism;
        set => _maxDegreeOfParallelism = value is WorkPartition.Unlimited or > 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"{Shape.Layer}: expected MaxDegreeOfParallelism to be -1 (the machine's processors) or at least 1, got {value}.");
    }

    internal bool TracksMovingStatistics { get; }

    internal int PaddedFeatures => _paddedFeatures;

    internal T* GammaPointer { get; }

    internal T* GammaGradientPointer { get; }

    internal T* BetaPointer { get; }

    internal T* BetaGradientPointer { get; }

    internal T* MovingMeanPointer { get; }

    internal T* MovingVariancePointer { get; }

    internal T* BatchMeanPointer { get; }

    internal T* BatchInverseDeviationPointer { get; }

    /// <summary>What rounding <see cref="BatchMean"/> to the element type took off.</summary>
    internal T* BatchMeanRemainderPointer { get; }

    /// <summary>The batch that <c>Backward</c> belongs to; null before training and after a failure.</summary>
    internal TrainedBatch? LastBatch { get; set; }

    internal WorkspacePool<T> Workspaces { get; } = new();

    /// <summary>Sets gamma to 1, beta to 0 and their gradients to 0.</summary>
    public void ResetParameters()
    {
        Gamma?.Value.Fill(T.One);
        Beta?.Value.Clear();
        Gamma?.ZeroGradient();
        Beta?.ZeroGradient();
    }

    /// <summary>Sets the moving mean to 0, the moving variance to 1 and the counter to 0.</summary>
    public void ResetMovingStatistics()
    {
        MovingMean.Clear();
        MovingVariance.Fill(T.One);
        BatchesTracked = 0;
    }

    /// <summary>The length of a vector of one number a channel, in whole lanes.</summary>
    internal static int Pad(int features)
    {
        int lanes = PinnedVectors.Alignment / sizeof(T);
        return (features + lanes - 1) / lanes * lanes;
    }

    private Parameter<T> NewParameter(string name, ParameterKind kind) => new(
        name, kind, Array.AsReadOnly([Shape.NumFeatures]), _block.AsMemory(NewVector(), Shape.NumFeatures), _block.AsMemory(NewVector(), Shape.NumFeatures));

    /// <summary>Takes the next vector of the block, and gives its offset.</summary>
    private int NewVector() => (_end += _paddedFeatures) - _paddedFeatures;

    // Views go through the array, which they keep alive; pointers are for the time of a call, which keeps the layer alive.
    private Span<T> Vector(int offset) => _block.AsSpan(offset, Shape.NumFeatures);

    private static T* Pointer(Span<T> vector) => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(vector));
}
