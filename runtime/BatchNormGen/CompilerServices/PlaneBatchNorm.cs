using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.Execution;

namespace BatchNormGen.CompilerServices;

/// <summary>What the generated members of a layer whose positions are innermost call.</summary>
/// <typeparam name="T">The type of the layer's numbers.</typeparam>
/// <typeparam name="TKernel">The layer's kernels.</typeparam>
/// <remarks>See <see cref="INormalizationLayer{TData, TState}"/> for what the methods do and throw.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PlaneBatchNorm<T, TKernel>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IPlaneKernel<T>
{
    /// <summary>Normalizes a batch by its own statistics, then moves the moving averages.</summary>
    public static void ForwardTraining(BatchNormState<T> state, ReadOnlySpan<T> x, Span<T> y, int batchSize) =>
        BatchNormCalls<T, PlaneTraversal<T, TKernel>>.ForwardTraining(state, x, y, state.Shape.Extents(x.Length, batchSize));

    /// <summary>Normalizes a batch by its own statistics, then moves the moving averages; the batch size follows from the length.</summary>
    public static void ForwardTraining(BatchNormState<T> state, ReadOnlySpan<T> x, Span<T> y) =>
        BatchNormCalls<T, PlaneTraversal<T, TKernel>>.ForwardTraining(state, x, y, state.Shape.Extents(x.Length));

    // Predictions are short enough to be inlined, but in a large method of the user's the JIT would give up half-way, and leave calls.

    /// <summary>Normalizes by the moving statistics.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ForwardInference(BatchNormState<T> state, ReadOnlySpan<T> x, Span<T> y, int batchSize) =>
        BatchNormCalls<T, PlaneTraversal<T, TKernel>>.ForwardInference(state, x, y, state.Shape.Extents(x.Length, batchSize));

    /// <summary>Normalizes by the moving statistics; the batch size follows from the length.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ForwardInference(BatchNormState<T> state, ReadOnlySpan<T> x, Span<T> y) =>
        BatchNormCalls<T, PlaneTraversal<T, TKernel>>.ForwardInference(state, x, y, state.Shape.Extents(x.Length));

    /// <summary>The gradient of the last training call.</summary>
    public static void Backward(BatchNormState<T> state, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int batchSize) =>
        BatchNormCalls<T, PlaneTraversal<T, TKernel>>.Backward(state, x, dy, dx, state.Shape.Extents(x.Length, batchSize));

    /// <summary>The gradient of the last training call; the batch size follows from the length.</summary>
    public static void Backward(BatchNormState<T> state, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) =>
        BatchNormCalls<T, PlaneTraversal<T, TKernel>>.Backward(state, x, dy, dx, state.Shape.Extents(x.Length));

    /// <summary>The gradient of a prediction.</summary>
    public static void BackwardInference(BatchNormState<T> state, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int batchSize) =>
        BatchNormCalls<T, PlaneTraversal<T, TKernel>>.BackwardInference(state, x, dy, dx, state.Shape.Extents(x.Length, batchSize));

    /// <summary>The gradient of a prediction; the batch size follows from the length.</summary>
    public static void BackwardInference(BatchNormState<T> state, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) =>
        BatchNormCalls<T, PlaneTraversal<T, TKernel>>.BackwardInference(state, x, dy, dx, state.Shape.Extents(x.Length));

    /// <summary>A copy of all that predictions need, as it is now.</summary>
    public static FrozenBatchNorm<T> Freeze(BatchNormState<T> state) => Predictions<T, PlaneTraversal<T, TKernel>>.Freeze(state);

    /// <summary>Normalizes by what was frozen.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Forward(FrozenBatchNorm<T> frozen, ReadOnlySpan<T> x, Span<T> y, int batchSize) =>
        Predictions<T, PlaneTraversal<T, TKernel>>.Forward(frozen, x, y, frozen.Shape.Extents(x.Length, batchSize));

    /// <summary>Normalizes by what was frozen; the batch size follows from the length.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Forward(FrozenBatchNorm<T> frozen, ReadOnlySpan<T> x, Span<T> y) =>
        Predictions<T, PlaneTraversal<T, TKernel>>.Forward(frozen, x, y, frozen.Shape.Extents(x.Length));
}
