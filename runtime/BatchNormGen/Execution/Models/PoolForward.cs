using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>Pooling by windows: each piece is some rows of the output.</summary>
/// <remarks>
/// Lanes are channels. Where they are more than are left, a group is read and written whole all the same, as long as it stays within the batch and the
/// piece: what it writes too much is overwritten by the next window. So few channels cost no more than sixteen.
/// </remarks>
internal readonly unsafe struct PoolForward<TReduction> : ILaneWork
    where TReduction : struct, IWindowReduction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(void* call, nint piece)
        where TLanes : struct, ILanes<TLanes, float>
    {
        PoolCall* pool = (PoolCall*)call;
        PoolShape shape = pool->Shape;
        nint channels = shape.Channels, rowStride = shape.Width * channels;
        (nint row, nint end) = pool->Pieces[piece];
        float* y = pool->Y + (row * shape.OutputWidth * channels), endOfY = pool->Y + (end * shape.OutputWidth * channels), endOfX = pool->EndOf(pool->X);
        int whole = shape.Kernel * shape.Kernel;
        float reciprocal = 1f / whole;
        for (; row < end; row++)
        {
            (nint sample, nint outputRow) = Math.DivRem(row, shape.OutputHeight);
            (int top, int bottom) = shape.InWindow((int)outputRow, shape.Height);
            float* x = pool->X + (sample * shape.InputLength) + (top * rowStride);
            for (int column = 0; column < shape.OutputWidth; column++, y += channels)
            {
                (int left, int right) = shape.InWindow(column, shape.Width);
                PoolWindow window = new(x + (left * channels), bottom - top, right - left, rowStride, channels);
                int count = (bottom - top) * (right - left);
                float scale = pool->CountsPadding || count == whole ? reciprocal : 1f / count;
                Reduce<TLanes>(in window, y, channels, scale, endOfX, endOfY);
            }
        }
    }

    /// <summary>Reduces a window, of all channels.</summary>
    /// <param name="window">The window.</param>
    /// <param name="y">Receives the result.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="reciprocal">1 / the number of values.</param>
    /// <param name="endOfX">Behind the last value that may be read.</param>
    /// <param name="endOfY">Behind the last value that may be written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Reduce<TLanes>(in PoolWindow window, float* y, nint channels, float reciprocal, float* endOfX, float* endOfY)
        where TLanes : struct, ILanes<TLanes, float>
    {
        nint channel = 0;
        if (TLanes.IsOneVector)
        {
            for (; channel <= channels - 64; channel += 64)
            {
                TLanes r0 = window.ReduceFour<TLanes, TReduction>(channel, out TLanes r1, out TLanes r2, out TLanes r3);
                TLanes.Store(TReduction.Finish(r0, reciprocal), ref *y, channel);
                TLanes.Store(TReduction.Finish(r1, reciprocal), ref *y, channel + 16);
                TLanes.Store(TReduction.Finish(r2, reciprocal), ref *y, channel + 32);
                TLanes.Store(TReduction.Finish(r3, reciprocal), ref *y, channel + 48);
            }
        }

        for (; channel < channels; channel += AllLanes.Count)
        {
            if (channel <= channels - AllLanes.Count || (window.Last + channel + AllLanes.Count <= endOfX && y + channel + AllLanes.Count <= endOfY))
            {
                Reduce<TLanes, AllLanes>(in window, y, channel, reciprocal, default);
            }
            else
            {
                Reduce<TLanes, FirstLanes>(in window, y, channel, reciprocal, new((int)(channels - channel)));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce<TLanes, TAccess>(in PoolWindow window, float* y, nint channel, float reciprocal, TAccess access)
        where TLanes : struct, ILanes<TLanes, float>
        where TAccess : struct, ILaneAccess =>
        access.Store(TReduction.Finish(window.Reduce<TLanes, TReduction, TAccess>(channel, access), reciprocal), y + channel);
}
