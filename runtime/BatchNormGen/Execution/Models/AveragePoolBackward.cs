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
        nint channels = shape.Channels, windowStride = shape.OutputWidth * channels;
        (nint row, nint end) = pool->Pieces[piece];
        float* dx = pool->Dx + (row * shape.Width * channels), endOfDx = pool->Dx + (end * shape.Width * channels), endOfDy = pool->EndOfDy;
        float reciprocal = 1f / (shape.Kernel * shape.Kernel);
        bool areWhole = pool->CountsPadding || shape.Padding == 0;
        for (; row < end; row++)
        {
            (nint sample, nint inputRow) = Math.DivRem(row, shape.Height);
            (int top, int bottom) = shape.WindowsOver((int)inputRow, shape.OutputHeight);
            float* dy = pool->Dy + (sample * shape.OutputLength);
            if (shape.Kernel == shape.Stride)
            {
                float* endOfRow = dx + (shape.Width * channels);
                if (top < bottom)
                {
                    dx = Spread<TLanes>(in shape, pool->CountsPadding, top, dy + (top * windowStride), dx, endOfDy, endOfDx);
                }

                // Behind the last window.
                new Span<float>(dx, (int)(endOfRow - dx)).Clear();
                dx = endOfRow;
                continue;
            }

            int left = 0, right = 0;
            for (int column = 0; column < shape.Width; column++, dx += channels)
            {
                // The windows over this column follow from those over the last one, without a division.
                while (right < shape.OutputWidth && (right * shape.Stride) - shape.Padding <= column)
                {
                    right++;
                }

                while (left < right && (left * shape.Stride) - shape.Padding + shape.Kernel <= column)
                {
                    left++;
                }

                PoolWindow windows = new(dy + (top * windowStride) + (left * channels), bottom - top, right - left, windowStride, channels);
                if (bottom <= top || right <= left)
                {
                    new Span<float>(dx, shape.Channels).Clear();
                }
                else if (areWhole)
                {
                    PoolForward<Mean>.Reduce<TLanes>(in windows, dx, channels, reciprocal, endOfDy, endOfDx);
                }
                else
                {
                    for (nint channel = 0; channel < channels; channel++)
                    {
                        dx[channel] = Gather(in shape, top, bottom, left, right, dy + channel);
                    }
                }
            }
        }
    }

    /// <summary>A row where each position lies in one window at most. Returns the end of what is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Spread<TLanes>(in PoolShape shape, bool countsPadding, int row, float* dy, float* dx, float* endOfDy, float* endOfDx)
        where TLanes : struct, ILanes<TLanes, float>
    {
        nint channels = shape.Channels;
        (int top, int bottom) = shape.InWindow(row, shape.Height);
        int whole = shape.Kernel * shape.Kernel;
        float reciprocal = 1f / whole;
        for (int window = 0; window < shape.OutputWidth; window++, dy += channels)
        {
            (int left, int right) = shape.InWindow(window, shape.Width);
            int count = countsPadding ? whole : (bottom - top) * (right - left);
            TLanes scale = TLanes.Splat(count == whole ? reciprocal : 1f / count);
            for (; left < right; left++, dx += channels)
            {
                ScaledChannels.Write(dy, dx, channels, scale, endOfDy, endOfDx);
            }
        }

        return dx;
    }

    /// <summary>The gradient of one value, where windows are means of different numbers of values.</summary>
    private static float Gather(in PoolShape shape, int top, int bottom, int left, int right, float* dy)
    {
        float sum = 0;
        for (int row = top; row < bottom; row++)
        {
            (int first, int end) = shape.InWindow(row, shape.Height);
            for (int column = left; column < right; column++)
            {
                (int firstColumn, int endColumn) = shape.InWindow(column, shape.Width);
                sum += dy[(((nint)row * shape.OutputWidth) + column) * shape.Channels] / ((end - first) * (endColumn - firstColumn));
            }
        }

        return sum;
    }
}
