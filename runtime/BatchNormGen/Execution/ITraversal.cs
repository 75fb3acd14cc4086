using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>How the values of a batch are walked through: by rows or by planes.</summary>
/// <remarks>
/// Reductions go by chunk. What a chunk is follows from the shape alone, and chunks are merged in a fixed order, so that results do not
/// depend on who computes what. Maps go by unit, in any order.
/// </remarks>
internal unsafe interface ITraversal<T>
    where T : unmanaged
{
    /// <summary>The most chunks there can be.</summary>
    static abstract int MaxChunks { get; }

    static abstract double Epsilon { get; }

    static abstract int Features { get; }

    /// <summary>The length of a vector in scratch memory.</summary>
    static abstract int VectorLength { get; }

    /// <summary>Divides the values of a channel into chunks.</summary>
    static abstract void Divide(ref Pass<T> pass);

    /// <summary>The number of values of a channel in a chunk.</summary>
    static abstract nint ChunkCount(in Pass<T> pass, int chunk);

    /// <summary>The number of channels that are reduced and mapped together.</summary>
    static abstract int GroupFeatures(in Pass<T> pass);

    /// <summary>Measures the moments of one chunk of some channels.</summary>
    static abstract void Measure<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>Sums the gradients of one chunk of some channels.</summary>
    static abstract void SumGradients<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>The number of units that a map over some channels consists of.</summary>
    static abstract nint Units(nint samples, nint positions, ChannelRange channels);

    /// <summary>Makes the means ready for summing gradients.</summary>
    static abstract void SpreadMean(Pass<T>* pass);

    /// <summary>A vector of one number a channel, in the form that maps take.</summary>
    /// <param name="channels">The vector.</param>
    /// <param name="scratch">Where it is written, if it is not in that form already; may be the vector itself.</param>
    /// <param name="rows">The number of values of a channel that are mapped.</param>
    /// <param name="streams">Whether the map streams.</param>
    static abstract T* Spread(T* channels, T* scratch, nint rows, bool streams);

    /// <summary>Makes the constants of a map ready for it.</summary>
    static abstract void SpreadConstants(Pass<T>* pass);

    /// <summary>Whether the result can be written in whole, aligned 64 bytes, but for edges.</summary>
    static abstract bool CanStream(T* result, nint positions);

    /// <summary>A map over all of a small batch, through the caches.</summary>
    static abstract void Apply<TLanes>(ref readonly AffineMap<T> map)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>A map over some units of some channels.</summary>
    static abstract void Apply<TLanes, TResult>(ref readonly AffineMap<T> map, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>;

    /// <summary>Result = (source − Mean) · Scale + Shift, over some units of some channels.</summary>
    static abstract void Apply<TLanes, TResult>(Pass<T>* pass, T* source, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>;

    /// <summary>Result = ((Dy − GradientOffset) − (X − Mean) · Slope) · Scale, over some units of some channels.</summary>
    static abstract void ApplyGradients<TLanes, TResult>(Pass<T>* pass, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T>;

    static abstract bool AveragesUnbiasedVariance { get; }

    static abstract void UpdateMovingStatistics(
        Span<T> movingMean, Span<T> movingVariance, ReadOnlySpan<double> mean, ReadOnlySpan<double> variance, long count, long batch);
}
