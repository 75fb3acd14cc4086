using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.Execution.RowNorm;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;
using BatchNormGen.Threading;

namespace BatchNormGen.CompilerServices;

/// <summary>All that an instance of a layer that normalizes rows holds, and what its generated members call.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class RowNormCore<T> : LayerCore<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Keeps the memory that the pointer points to.
    private readonly VectorBlock<T> _zeros;

    /// <summary>Allocates a layer's numbers and sets them to their initial values.</summary>
    /// <param name="shape">The layer's shape.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="kernels">Its kernels.</param>
    public RowNormCore(RowShape shape, RowNormSettings settings, RowNormKernels<T> kernels)
        : base(shape, settings.Scale, settings.Shift)
    {
        Shape = shape;
        Settings = settings;
        Kernels = kernels;
        _zeros = new(kernels.OfRows.Walk.VectorLength, vectors: 1);
        Zeros = _zeros.Take();
        _zeros.AssertTaken();
        Scratches = new(() => new ChunkScratch<T>(kernels.OfRows.Walk.VectorLength, kernels.OfRows.Walk.MaxChunks));
        ParameterCopies = new(() => new ParameterCopy<T>(shape.NumFeatures));
        ParameterSums = new(() => new ParameterSums(shape.NumFeatures, kernels.MaxChunks));
        RowNormCalls<T>.Initialize();
    }

    /// <summary>The layer's shape.</summary>
    public RowShape Shape { get; }

    internal RowNormSettings Settings { get; }

    internal RowNormKernels<T> Kernels { get; }

    /// <summary>A zero for each row of a block.</summary>
    internal T* Zeros { get; }

    /// <summary>Scratch memory for the rows of a block: one for each thread at work.</summary>
    internal SlotPool<ChunkScratch<T>> Scratches { get; }

    /// <summary>Scratch memory for gamma and beta in the form that kernels take: one for each call at work.</summary>
    internal SlotPool<ParameterCopy<T>> ParameterCopies { get; }

    /// <summary>Scratch memory for the gradients of parameters.</summary>
    internal SlotPool<ParameterSums> ParameterSums { get; }

    internal override ParameterNames ParameterNamesOf(Framework framework) =>
        Settings.ByMeanSquare ? ParameterNames.OfRmsNorm(framework) : ParameterNames.OfLayerNorm(framework);

    /// <summary>Normalizes rows.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<T> x, Span<T> y) => RowNormCalls<T>.Forward(this, x, y, Shape.Rows(x));

    /// <summary>Normalizes the rows of some samples.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<T> x, Span<T> y, int batchSize) => RowNormCalls<T>.Forward(this, x, y, Shape.Rows(x, batchSize));

    /// <summary>Normalizes rows and adds a residual.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y) => RowNormCalls<T>.Forward(this, x, residual, y, Shape.Rows(x));

    /// <summary>Normalizes the rows of some samples and adds a residual.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, int batchSize) =>
        RowNormCalls<T>.Forward(this, x, residual, y, Shape.Rows(x, batchSize));

    /// <summary>The gradient of <see cref="Forward(ReadOnlySpan{T}, Span{T})"/>: measures the rows again, and adds to the parameters' gradients.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) => RowNormCalls<T>.Backward(this, x, dy, dx, Shape.Rows(x));

    /// <summary>The gradient of <see cref="Forward(ReadOnlySpan{T}, Span{T}, int)"/>.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int batchSize) => RowNormCalls<T>.Backward(this, x, dy, dx, Shape.Rows(x, batchSize));

    /// <summary>The gradient of <see cref="Forward(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual) =>
        RowNormCalls<T>.Backward(this, x, residual, dy, dx, dresidual, Shape.Rows(x));

    /// <summary>The gradient of <see cref="Forward(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, int)"/>.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual, int batchSize) =>
        RowNormCalls<T>.Backward(this, x, residual, dy, dx, dresidual, Shape.Rows(x, batchSize));
}
