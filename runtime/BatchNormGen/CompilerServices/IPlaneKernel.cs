using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>Kernels where the positions are innermost: a plane is all positions of one channel in one sample.</summary>
/// <typeparam name="T">The type of the layer's numbers.</typeparam>
/// <remarks>
/// Planes of one channel lie <c>Features × positions</c> apart, planes of adjacent channels <c>positions</c> apart. With one plane,
/// <c>positions</c> may be a part of it. Kernels of fixed extents know <c>positions</c> and do not look at it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPlaneKernel<T> : IBatchNormKernel<T>
    where T : unmanaged
{
    /// <summary>The most values whose moments are taken about one estimate of the mean, if a plane is not smaller.</summary>
    static abstract int BlockLength { get; }

    /// <summary>Whether maps write up to whole 64 bytes first; if not, only planes that begin and end there can be streamed.</summary>
    static abstract bool AlignsStores { get; }

    /// <summary>Σ(x − estimate) and Σ(x − estimate)² over planes of one channel.</summary>
    static abstract void Moments<TLanes>(ref readonly T x, nint planes, nint positions, T estimate, out double sum, out double squares)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>y = (x − mean) · scale + shift over the planes of adjacent channels of one sample.</summary>
    static abstract void Apply<TLanes>(
        ref readonly T x, ref T y, nint channels, nint positions, ref readonly T mean, ref readonly T scale, ref readonly T shift)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>Σdy and Σdy · (x − mean) over planes of one channel.</summary>
    static abstract void GradientSums<TLanes>(
        ref readonly T x, ref readonly T dy, nint planes, nint positions, T mean, out double sum, out double products)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>dx = ((dy − offset) − (x − mean) · slope) · scale over the planes of adjacent channels of one sample.</summary>
    static abstract void GradientApply<TLanes>(
        ref readonly T x, ref readonly T dy, ref T dx, nint channels, nint positions,
        ref readonly T mean, ref readonly T scale, ref readonly T offset, ref readonly T slope)
        where TLanes : struct, ILanes<TLanes, T>;
}
