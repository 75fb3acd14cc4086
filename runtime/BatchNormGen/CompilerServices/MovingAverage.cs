using System.ComponentModel;
using System.Runtime.CompilerServices;
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
                ChannelWork.Run(new ChannelRange(0, moving.Length), new Movement<T>(average, current, kept, weight));
            }
        }
    }

    private readonly unsafe struct Movement<T>(T* moving, double* batch, double kept, double weight) : IChannelWork
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IChannelCount =>
            ChannelVector.Store(moving, c, count, (kept * ChannelVector.Load(moving, c, count)) + (weight * ChannelVector.Load(batch, c, count)));
    }
}
