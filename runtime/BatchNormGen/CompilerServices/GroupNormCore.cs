using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.Execution.GroupNorm;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;
using BatchNormGen.Threading;

namespace BatchNormGen.CompilerServices;

/// <summary>All that an instance of a layer that normalizes groups of channels holds, and what its generated members call.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class GroupNormCore<T> : LayerCore<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Keeps the memory that the pointer points to.
    private readonly VectorBlock<T> _zeros;

    /// <summary>Allocates a layer's numbers and sets them to their initial values.</summary>
    /// <param name="shape">The layer's shape.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="kernels">Its kernels.</param>
    public GroupNormCore(ChannelShape shape, GroupNormSettings settings, GroupNormKernels<T> kernels)
        : base(shape, settings.Scale, settings.Shift)
    {
        Shape = shape;
        Settings = settings;
        Kernels = kernels;

        // With channels last, all groups of a sample are finished together.
        int groupVector = kernels.Groups?.VectorLength ?? CacheLine.Pad<T>(settings.NumGroups);
        _zeros = new(groupVector, vectors: 1);
        Zeros = _zeros.Take();
        _zeros.AssertTaken();
        GroupScratches = new(() => new ChunkScratch<T>(groupVector, kernels.Groups?.MaxChunks ?? 1));
        ChannelScratches = new(() => new ChunkScratch<T>(kernels.OfChannels.Walk.VectorLength, kernels.OfChannels.Walk.MaxChunks));
        ParameterSums = new(() => new ParameterSums(shape.NumFeatures, kernels.MaxChunks));
        GroupNormCalls<T>.Initialize();
    }

    /// <summary>The layer's shape.</summary>
    public ChannelShape Shape { get; }

    internal GroupNormSettings Settings { get; }

    internal GroupNormKernels<T> Kernels { get; }

    /// <summary>The number of channels of a group.</summary>
    internal int GroupChannels => Shape.NumFeatures / Settings.NumGroups;

    /// <summary>A zero for each group that is worked on together.</summary>
    internal T* Zeros { get; }

    /// <summary>Scratch memory for the groups that are worked on together: one for each thread at work.</summary>
    internal SlotPool<ChunkScratch<T>> GroupScratches { get; }

    /// <summary>The same for their channels.</summary>
    internal SlotPool<ChunkScratch<T>> ChannelScratches { get; }

    /// <summary>Scratch memory for the gradients of parameters.</summary>
    internal SlotPool<ParameterSums> ParameterSums { get; }

    internal override ParameterNames ParameterNamesOf(Framework framework) =>
        Settings.IsInstanceNorm ? ParameterNames.OfInstanceNorm(framework) : ParameterNames.OfGroupNorm(framework);

    /// <summary>Normalizes the groups of each sample.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<T> x, Span<T> y, int batchSize) => GroupNormCalls<T>.Forward(this, x, y, Shape.Extents<T>(x, batchSize));

    /// <summary>The same; the batch size follows from the length.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<T> x, Span<T> y) => GroupNormCalls<T>.Forward(this, x, y, Shape.Extents<T>(x));

    /// <summary>Normalizes the groups of each sample and adds a residual.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, int batchSize) =>
        GroupNormCalls<T>.Forward(this, x, residual, y, Shape.Extents<T>(x, batchSize));

    /// <summary>The same; the batch size follows from the length.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y) => GroupNormCalls<T>.Forward(this, x, residual, y, Shape.Extents<T>(x));

    /// <summary>The gradient: measures again, and adds to the parameters' gradients.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int batchSize) =>
        GroupNormCalls<T>.Backward(this, x, dy, dx, Shape.Extents<T>(x, batchSize));

    /// <summary>The same; the batch size follows from the length.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) => GroupNormCalls<T>.Backward(this, x, dy, dx, Shape.Extents<T>(x));

    /// <summary>The gradient in a layer with a residual.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual, int batchSize) =>
        GroupNormCalls<T>.Backward(this, x, residual, dy, dx, dresidual, Shape.Extents<T>(x, batchSize));

    /// <summary>The same; the batch size follows from the length.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap. Nothing is written.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual) =>
        GroupNormCalls<T>.Backward(this, x, residual, dy, dx, dresidual, Shape.Extents<T>(x));
}
