using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution.Models;

/// <summary>The values of the input that lie in one window.</summary>
/// <param name="First">The first one's first channel.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="RowStride">From a row to the next.</param>
/// <param name="ColumnStride">From a column to the next: the number of channels.</param>
internal readonly unsafe struct PoolWindow(float* First, int Rows, int Columns, nint RowStride, nint ColumnStride)
{
    /// <summary>The last value's first channel.</summary>
    public float* Last => First + ((Rows - 1) * RowStride) + ((Columns - 1) * ColumnStride);

    /// <summary>Reduces one group of channels.</summary>
    /// <param name="channel">The first of them.</param>
    /// <param name="access">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Reduce<TLanes, TReduction, TAccess>(nint channel, TAccess access)
        where TLanes : struct, ILanes<TLanes, float>
        where TReduction : struct, IWindowReduction
        where TAccess : struct, ILaneAccess
    {
        float* row = First + channel;
        TLanes joined = access.Load<TLanes>(row);
        if (Rows == 2 && Columns == 2)
        {
            // The window that is nearly always used, without the loops, which take longer than it does.
            joined = TReduction.Join(joined, access.Load<TLanes>(row + ColumnStride));
            joined = TReduction.Join(joined, access.Load<TLanes>(row + RowStride));
            return TReduction.Join(joined, access.Load<TLanes>(row + RowStride + ColumnStride));
        }

        if (Rows == 1 && Columns == 1)
        {
            return joined;
        }

        int column = 1;
        for (int r = 0; r < Rows; r++, row += RowStride)
        {
            for (; column < Columns; column++)
            {
                joined = TReduction.Join(joined, access.Load<TLanes>(row + (column * ColumnStride)));
            }

            column = 0;
        }

        return joined;
    }

    /// <summary>Reduces four groups of channels.</summary>
    /// <param name="channel">The first of them.</param>
    /// <param name="second">Receives the second group; the first is returned.</param>
    /// <param name="third">Receives the third.</param>
    /// <param name="fourth">Receives the fourth.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes ReduceFour<TLanes, TReduction>(nint channel, out TLanes second, out TLanes third, out TLanes fourth)
        where TLanes : struct, ILanes<TLanes, float>
        where TReduction : struct, IWindowReduction
    {
        float* row = First + channel;
        TLanes r0 = TLanes.Load(in *row, 0), r1 = TLanes.Load(in *row, 16), r2 = TLanes.Load(in *row, 32), r3 = TLanes.Load(in *row, 48);
        int column = 1;
        for (int r = 0; r < Rows; r++, row += RowStride)
        {
            for (; column < Columns; column++)
            {
                float* value = row + (column * ColumnStride);
                r0 = TReduction.Join(r0, TLanes.Load(in *value, 0));
                r1 = TReduction.Join(r1, TLanes.Load(in *value, 16));
                r2 = TReduction.Join(r2, TLanes.Load(in *value, 32));
                r3 = TReduction.Join(r3, TLanes.Load(in *value, 48));
            }

            column = 0;
        }

        (second, third, fourth) = (r1, r2, r3);
        return r0;
    }
}
