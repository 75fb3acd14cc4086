using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.Execution.BatchNorm;
using BatchNormGen.Memory;

namespace BatchNormGen.CompilerServices;

/// <summary>All that a frozen layer holds: its constants, ready for prediction, in one aligned block of memory that is never written again.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class FrozenAffine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Keeps the memory that the pointers point to.
    private readonly VectorBlock<T> _block;

    internal FrozenAffine(ChannelShape shape, NormalizationKernels<T> kernels, int maxDegreeOfParallelism)
    {
        Shape = shape;
        Kernels = kernels;
        MaxDegreeOfParallelism = maxDegreeOfParallelism;
        _block = new(kernels.Walk.VectorLength, vectors: 3);
        Mean = _block.Take();
        Scale = _block.Take();
        Shift = _block.Take();
        _block.AssertTaken();
    }

    /// <summary>The layer's shape.</summary>
    public ChannelShape Shape { get; }

    /// <summary>The largest number of threads, as the layer had it; −1 for the machine's processors.</summary>
    public int MaxDegreeOfParallelism { get; }

    internal NormalizationKernels<T> Kernels { get; }

    internal T* Mean { get; }

    internal T* Scale { get; }

    internal T* Shift { get; }

    /// <summary>Normalizes by what was frozen.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<T> x, Span<T> y, int batchSize) => Predictions<T>.Forward(this, x, y, Shape.Extents<T>(x, batchSize));

    /// <summary>Normalizes by what was frozen and adds a residual.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, int batchSize) =>
        Predictions<T>.Forward(this, x, residual, y, Shape.Extents<T>(x, batchSize));

    /// <summary>Normalizes by what was frozen and adds a residual; the batch size follows from the length.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y) => Predictions<T>.Forward(this, x, residual, y, Shape.Extents<T>(x));

    /// <summary>Normalizes by what was frozen; the batch size follows from the length.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<T> x, Span<T> y) => Predictions<T>.Forward(this, x, y, Shape.Extents<T>(x));
}
