using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>Kernels where the positions are innermost: a plane is all positions of one channel in one sample.</summary>
/// <typeparam name="T">The type of the layer's numbers.</typeparam>
/// <remarks>
/// A kernel works on the planes of adjacent channels of one sample, which lie side by side. Of a single channel, <c>positions</c> may be a
/// part of the plane. Kernels of fixed extents know <c>positions</c> and do not look at it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPlaneKernel<T> : IBatchNormKernel<T>
    where T : unmanaged
{
    /// <summary>The most values whose moments are taken about one estimate of the mean, if a plane is not smaller.</summary>
    static abstract int BlockLength { get; }

    /// <summary>Adds, for each channel, Σ(x − estimate) to <paramref name="sums"/> and Σ(x − estimate)² to <paramref name="squares"/>.</summary>
    static abstract void Moments<TLanes>(
        ref readonly T x, nint channels, nint positions, ref readonly T estimate, ref double sums, ref double squares)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>y = (x − mean) · scale + shift.</summary>
    static abstract void Apply<TLanes>(
        ref readonly T x, ref T y, nint channels, nint positions, ref readonly T mean, ref readonly T scale, ref readonly T shift)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>Adds, for each channel, Σdy to <paramref name="sums"/> and Σdy · (x − mean) to <paramref name="products"/>.</summary>
    static abstract void GradientSums<TLanes>(
        ref readonly T x, ref readonly T dy, nint channels, nint positions, ref readonly T mean, ref double sums, ref double products)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>dx = ((dy − offset) − (x − mean) · slope) · scale.</summary>
    static abstract void GradientApply<TLanes>(
        ref readonly T x, ref readonly T dy, ref T dx, nint channels, nint positions,
        ref readonly T mean, ref readonly T scale, ref readonly T offset, ref readonly T slope)
        where TLanes : struct, ILanes<TLanes, T>;
}
