using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>The gradient of max pooling: each piece is some rows of the input, which the windows over them are led across in their order.</summary>
internal readonly unsafe struct MaxPoolBackward : ILaneWork
{
    /// <inheritdoc/>
    public static void Run<TLanes>(void* call, nint piece)
        where TLanes : struct, ILanes<TLanes, float>
    {
        PoolCall* pool = (PoolCall*)call;
        nint height = pool->Shape.Height;
        (nint row, nint end) = pool->Pieces[piece];
        while (row < end)
        {
            (nint sample, nint first) = Math.DivRem(row, height);
            nint rows = Math.Min(height - first, end - row);
            new Band(pool, sample, (int)first, (int)(first + rows)).Run<TLanes>();
            row += rows;
        }
    }

    /// <summary>Some adjacent rows of one sample.</summary>
    private struct Band(PoolCall* pool, nint sample, int first, int end)
    {
        private readonly PoolShape _shape = pool->Shape;
        private readonly int _first = first;
        private readonly int _end = end;
        private readonly float* _x = pool->X + (sample * pool->Shape.InputLength);
        private readonly float* _dx = pool->Dx + (sample * pool->Shape.InputLength);
        private readonly float* _y = pool->Y + (sample * pool->Shape.OutputLength);
        private readonly float* _dy = pool->Dy + (sample * pool->Shape.OutputLength);
        private readonly float* _endOfDy = pool->EndOfDy;

        /// <summary>Whether each position lies in one window at most, and all that lie in one are adjacent: then gradients are written, not added.</summary>
        private readonly bool _isWritten = pool->Shape.Kernel == pool->Shape.Stride;

        /// <summary>The columns that lie in windows, where all these are adjacent.</summary>
        private readonly int _covered = pool->Shape.InWindow(pool->Shape.OutputWidth - 1, pool->Shape.Width).End;

        /// <summary>The first row that is neither written nor cleared.</summary>
        private int _unwritten = first;

        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes, float>
        {
            int window = _shape.WindowsOver(_first, _shape.OutputHeight).First, endOfWindows = _shape.WindowsOver(_end - 1, _shape.OutputHeight).End;
            for (; window < endOfWindows; window++)
            {
                // Just before they are added to, while they stay in the cache.
                int bottom = Math.Min(_end, _shape.InWindow(window, _shape.Height).End);
                if (!_isWritten)
                {
                    ClearTo(bottom);
                }
                else if (_covered < _shape.Width)
                {
                    ClearBehind(bottom);
                }

                _unwritten = Math.Max(_unwritten, bottom);
                if (MayHaveNaN<TLanes>(window))
                {
                    ScatterToNaNs(window);
                }
            }

            ClearTo(_end);
        }

        private void ClearTo(int row)
        {
            if (row > _unwritten)
            {
                nint stride = (nint)_shape.Width * _shape.Channels;
                Clear(_dx + (_unwritten * stride), (row - _unwritten) * stride);
                _unwritten = row;
            }
        }

        /// <summary>Clears the columns that lie in no window.</summary>
        private readonly void ClearBehind(int endOfRows)
        {
            for (nint row = _unwritten; row < endOfRows; row++)
            {
                Clear(_dx + (((row * _shape.Width) + _covered) * _shape.Channels), (nint)(_shape.Width - _covered) * _shape.Channels);
            }
        }

        private static void Clear(float* values, nint count) => NativeMemory.Clear(values, (nuint)count * sizeof(float));

        /// <summary>Gives a row of gradients to the largest values of their windows; tells whether one of these may be a NaN, whose gradient is left out.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly bool MayHaveNaN<TLanes>(int window)
            where TLanes : struct, ILanes<TLanes, float>
        {
            nint channels = _shape.Channels, at = (nint)window * _shape.OutputWidth * channels;
            TLanes nans = TLanes.Zero;
            for (int column = 0; column < _shape.OutputWidth; column++, at += channels)
            {
                Window over = WindowAt(window, column);
                nint whole = channels / AllLanes.Count * AllLanes.Count;
                if (whole < channels)
                {
                    // First: where gradients are written, what is too much is overwritten with the other channels or with the next column.
                    nans += _isWritten && ((over.Right - 1) * channels) + whole + AllLanes.Count <= _covered * channels && _dy + at + whole + AllLanes.Count <= _endOfDy
                        ? Scatter<TLanes, AllLanes>(in over, at, whole, default)
                        : Scatter<TLanes, FirstLanes>(in over, at, whole, new((int)(channels - whole)));
                }

                for (nint channel = 0; channel < whole; channel += AllLanes.Count)
                {
                    nans += Scatter<TLanes, AllLanes>(in over, at, channel, default);
                }
            }

            return TLanes.ShortSum(nans) != 0;
        }

        /// <summary>Gives the gradients of one group of channels; returns 1 where the largest value is a NaN, else 0.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly TLanes Scatter<TLanes, TAccess>(in Window window, nint at, nint channel, TAccess access)
            where TLanes : struct, ILanes<TLanes, float>
            where TAccess : struct, ILaneAccess
        {
            TLanes y = access.Load<TLanes>(_y + at + channel), left = access.Load<TLanes>(_dy + at + channel);
            for (int row = window.Top; row < window.Bottom; row++)
            {
                nint place = (((nint)row * _shape.Width) + window.Left) * _shape.Channels;
                float* x = _x + place + channel, dx = _dx + place + channel;
                bool isInBand = row >= _first && row < _end;
                for (int column = window.Left; column < window.Right; column++, x += _shape.Channels, dx += _shape.Channels)
                {
                    TLanes value = access.Load<TLanes>(x);
                    if (isInBand)
                    {
                        TLanes gradient = TLanes.SelectLessOrEqual(y, value, left, TLanes.Zero);
                        access.Store(_isWritten ? gradient : access.Load<TLanes>(dx) + gradient, dx);
                    }

                    // Nothing is left for those behind the first.
                    left = TLanes.SelectLessOrEqual(y, value, TLanes.Zero, left);
                }
            }

            return TLanes.SelectLessOrEqual(y, y, TLanes.Zero, TLanes.Constant(1));
        }

        private readonly void ScatterToNaNs(int window)
        {
            nint channels = _shape.Channels, at = (nint)window * _shape.OutputWidth * channels;
            for (int column = 0; column < _shape.OutputWidth; column++)
            {
                Window over = WindowAt(window, column);
                for (nint channel = 0; channel < channels; channel++, at++)
                {
                    if (float.IsNaN(_y[at]) && LastNaN(in over, channel, out int row) is >= 0 and var place && row >= _first && row < _end)
                    {
                        _dx[place] += _dy[at];
                    }
                }
            }
        }

        private readonly nint LastNaN(in Window window, nint channel, out int row)
        {
            for (row = window.Bottom - 1; row >= window.Top; row--)
            {
                for (int column = window.Right - 1; column >= window.Left; column--)
                {
                    nint place = ((((nint)row * _shape.Width) + column) * _shape.Channels) + channel;
                    if (float.IsNaN(_x[place]))
                    {
                        return place;
                    }
                }
            }

            return -1;
        }

        private readonly Window WindowAt(int row, int column)
        {
            (int top, int bottom) = _shape.InWindow(row, _shape.Height);
            (int left, int right) = _shape.InWindow(column, _shape.Width);
            return new(top, bottom, left, right);
        }
    }

    private readonly record struct Window(int Top, int Bottom, int Left, int Right);
}
