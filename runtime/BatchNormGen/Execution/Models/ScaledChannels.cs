using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>The gradient of a position whose value is in one mean: that mean's gradient, scaled.</summary>
internal static unsafe class ScaledChannels
{
    /// <summary>Writes all channels of a position. What is too much is overwritten with the next one.</summary>
    /// <param name="dy">The gradient of the mean.</param>
    /// <param name="dx">Receives that of the position.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="scale">The factor.</param>
    /// <param name="endOfDy">Behind the last value that may be read.</param>
    /// <param name="endOfDx">Behind the last value that may be written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<TLanes>(float* dy, float* dx, nint channels, TLanes scale, float* endOfDy, float* endOfDx)
        where TLanes : struct, ILanes<TLanes, float>
    {
        for (nint channel = 0; channel < channels; channel += AllLanes.Count)
        {
            if (channel <= channels - AllLanes.Count || (dx + channel + AllLanes.Count <= endOfDx && dy + channel + AllLanes.Count <= endOfDy))
            {
                TLanes.Store(TLanes.Load(in *dy, channel) * scale, ref *dx, channel);
            }
            else
            {
                int count = (int)(channels - channel);
                TLanes.StoreFirst(TLanes.LoadFirst(in *dy, channel, count) * scale, ref *dx, channel, count);
            }
        }
    }
}
