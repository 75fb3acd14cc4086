using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>The gradient of average pooling: each piece is some rows of the input, and each of their values is gathered from the windows that it lies in.</summary>
/// <remarks>What a group of lanes writes beyond the last channel is overwritten with the next position, as in <see cref="PoolForward{TReduction}"/>.</remarks>
internal readonly unsafe struct AveragePoolBackward : ILaneWork
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(void* call, nint piece)
        where TLanes : struct, ILanes<TLanes, float>
    {
        PoolCall* pool = (PoolCall*)call;
        PoolShape shape = pool->Shape;
        nint channels = shape.Channels;
        (nint row, nint end) = pool->Pieces[piece];
        float* dx = pool->Dx + (row * shape.Width * channels), endOfDx = pool->Dx + (end * shape.Width * channels), endOfDy = pool->EndOfDy;
        Windows windows = new() { Shape = shape, CountsPadding = pool->CountsPadding };
        for (; row < end; row++)
        {
            (nint sample, nint inputRow) = Math.DivRem(row, shape.Height);
            (windows.Top, windows.Bottom) = shape.WindowsOver((int)inputRow, shape.OutputHeight);
            windows.Dy = pool->Dy + (sample * shape.OutputLength);
            for (int column = 0; column < shape.Width; column++, dx += channels)
            {
                (windows.Left, windows.Right) = shape.WindowsOver(column, shape.OutputWidth);
                float* last = windows.Row(windows.Bottom - 1) + (windows.Right * channels);
                for (nint channel = 0; channel < channels; channel += AllLanes.Count)
                {
                    if (channel <= channels - AllLanes.Count || (dx + channel + AllLanes.Count <= endOfDx && last - channels + channel + AllLanes.Count <= endOfDy))
                    {
                        AllLanes access = default;
                        access.Store(windows.Gather<TLanes, AllLanes>(channel, access), dx + channel);
                    }
                    else
                    {
                        FirstLanes access = new((int)(channels - channel));
                        access.Store(windows.Gather<TLanes, FirstLanes>(channel, access), dx + channel);
                    }
                }
            }
        }
    }

    /// <summary>The windows that a position of the input lies in.</summary>
    private struct Windows
    {
        public PoolShape Shape;
        public bool CountsPadding;
        public int Top;
        public int Bottom;
        public int Left;
        public int Right;

        /// <summary>The sample's gradient.</summary>
        public float* Dy;

        public readonly float* Row(int window) => Dy + ((nint)window * Shape.OutputWidth * Shape.Channels);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TLanes Gather<TLanes, TAccess>(nint channel, TAccess access)
            where TLanes : struct, ILanes<TLanes, float>
            where TAccess : struct, ILaneAccess
        {
            TLanes sum = TLanes.Zero;
            int whole = Shape.Kernel * Shape.Kernel;
            float reciprocal = 1f / whole;
            for (int row = Top; row < Bottom; row++)
            {
                for (int column = Left; column < Right; column++)
                {
                    int count = CountsPadding || Shape.Padding == 0 ? whole : Count(row, column);
                    float scale = count == whole ? reciprocal : 1f / count;
                    sum += access.Load<TLanes>(Row(row) + ((nint)column * Shape.Channels) + channel) * TLanes.Splat(scale);
                }
            }

            return sum;
        }

        private readonly int Count(int row, int column)
        {
            (int top, int bottom) = Shape.InWindow(row, Shape.Height);
            (int left, int right) = Shape.InWindow(column, Shape.Width);
            return (bottom - top) * (right - left);
        }
    }
}
