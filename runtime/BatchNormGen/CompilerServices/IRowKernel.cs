using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>Kernels where the channels are innermost: a lane is a channel, a row is one position of one sample.</summary>
/// <typeparam name="T">The type of the layer's numbers.</typeparam>
/// <remarks>
/// Vectors of one number a channel are padded to whole lanes and may be read and written there. Outputs may lie where an input lies.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowKernel<T> : IBatchNormKernel<T>
    where T : unmanaged
{
    /// <summary>The number of rows whose moments are taken about one estimate of the mean.</summary>
    static abstract int BlockRows { get; }

    /// <summary>Adds, for each channel, Σ(x − estimate) to <paramref name="sums"/> and Σ(x − estimate)² to <paramref name="squares"/>.</summary>
    static abstract void Moments<TLanes>(ref readonly T x, nint rows, ref readonly T estimate, ref double sums, ref double squares)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>y = (x − mean) · scale + shift.</summary>
    static abstract void Apply<TLanes>(ref readonly T x, ref T y, nint rows, ref readonly T mean, ref readonly T scale, ref readonly T shift)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>Adds, for each channel, Σdy to <paramref name="sums"/> and Σdy · (x − mean) to <paramref name="products"/>.</summary>
    static abstract void GradientSums<TLanes>(ref readonly T x, ref readonly T dy, nint rows, ref readonly T mean, ref double sums, ref double products)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>dx = ((dy − offset) − (x − mean) · slope) · scale.</summary>
    static abstract void GradientApply<TLanes>(
        ref readonly T x, ref readonly T dy, ref T dx, nint rows, ref readonly T mean, ref readonly T scale, ref readonly T offset, ref readonly T slope)
        where TLanes : struct, ILanes<TLanes, T>;
}
