using System.ComponentModel;
using System.Runtime.Intrinsics;
using BatchNormGen.Execution;

namespace BatchNormGen.CompilerServices;

/// <summary>Moves moving statistics; the generated code knows by what weights.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MovingAverage
{
    /// <summary>moving = kept · moving + weight · batch for each channel, computed in double and rounded once.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="moving">The moving statistic of each channel.</param>
    /// <param name="batch">The batch's statistic of each channel; as long as <paramref name="moving"/>.</param>
    /// <param name="kept">The weight of the old value.</param>
    /// <param name="weight">The weight of the batch's.</param>
    public static unsafe void Move<T>(Span<T> moving, ReadOnlySpan<double> batch, double kept, double weight)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(batch.Length, moving.Length);
        fixed (T* average = moving)
        {
            fixed (double* current = batch)
            {
                for (int c = 0; c < moving.Length; c += ChannelVector.Length)
                {
                    Vector512<double> moved =
                        (kept * ChannelVector.Load(average, c, moving.Length)) + (weight * ChannelVector.Load(current, c, moving.Length));
                    ChannelVector.Store(average, c, moving.Length, moved);
                }
            }
        }
    }
}
