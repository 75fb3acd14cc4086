using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>
/// Kernels where the channels are innermost: a row is one position of one sample, a stripe is one row or, where the channels do not fill
/// whole lanes, as many rows side by side as do. A lane is a channel of one of a stripe's rows.
/// </summary>
/// <typeparam name="T">The type of the layer's numbers.</typeparam>
/// <remarks>
/// Vectors hold one number a lane of a stripe, and at least as many more as are read and written beyond it to fill the last lanes.
/// Outputs may lie where an input lies.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowKernel<T> : IBatchNormKernel<T>
    where T : unmanaged
{
    /// <summary>The number of rows of a stripe.</summary>
    static abstract int StripeRows { get; }

    /// <summary>The number of stripes whose moments are taken about one estimate of the mean.</summary>
    static abstract int BlockStripes { get; }

    /// <summary>Adds, for each lane of a stripe, Σ(x − estimate) to <paramref name="sums"/> and Σ(x − estimate)² to <paramref name="squares"/>.</summary>
    /// <param name="x">The first value.</param>
    /// <param name="rows">The number of rows. Those at the end may make no stripe.</param>
    /// <param name="cached">Whether the tensors fit the caches: the kernel may go through several stripes at once.</param>
    /// <param name="estimate">The estimates of the means.</param>
    /// <param name="sums">The first sums.</param>
    /// <param name="squares">The second sums.</param>
    /// <param name="partials">Scratch memory: two vectors.</param>
    static abstract void Moments<TLanes>(ref readonly T x, nint rows, bool cached, ref readonly T estimate, ref double sums, ref double squares, ref T partials)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>y = (x − mean) · scale + shift.</summary>
    static abstract void Apply<TLanes>(ref readonly T x, ref T y, nint rows, bool cached, ref readonly T mean, ref readonly T scale, ref readonly T shift)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>Adds, for each lane of a stripe, Σdy to <paramref name="sums"/> and Σdy · (x − mean) to <paramref name="products"/>.</summary>
    /// <param name="x">The first value.</param>
    /// <param name="dy">The gradient of the first value.</param>
    /// <param name="rows">The number of rows. Those at the end may make no stripe.</param>
    /// <param name="cached">Whether the tensors fit the caches: the kernel may go through several stripes at once.</param>
    /// <param name="mean">The means.</param>
    /// <param name="sums">The first sums.</param>
    /// <param name="products">The second sums.</param>
    /// <param name="partials">Scratch memory: two vectors.</param>
    static abstract void GradientSums<TLanes>(ref readonly T x, ref readonly T dy, nint rows, bool cached, ref readonly T mean, ref double sums, ref double products, ref T partials)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>dx = ((dy − offset) − (x − mean) · slope) · scale.</summary>
    static abstract void GradientApply<TLanes>(
        ref readonly T x, ref readonly T dy, ref T dx, nint rows, bool cached, ref readonly T mean, ref readonly T scale, ref readonly T offset, ref readonly T slope)
        where TLanes : struct, ILanes<TLanes, T>;
}
