using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.Statistics;

namespace BatchNormGen.Population;

/// <summary>Adds up a block whose lanes are columns: row by row.</summary>
internal static unsafe class ColumnSums<T>
    where T : unmanaged
{
    public static void Add(in DataWalk<T> walk, StatisticRange channels, DataBlock block, BlockSums to)
    {
        int inner = (int)walk.Inner;
        int columns = channels.Count * inner;
        int stripe = columns * walk.StripeRows;
        to.Clear(stripe);
        Spread(to.Estimates, channels.Count, inner, to.ColumnEstimates);
        StripeVector.Repeat(to.ColumnEstimates, columns, to.ColumnEstimates, stripe);

        nint row = walk.Features * walk.Inner;
        T* x = walk.X + (block.First * row) + (channels.First * walk.Inner);
        (nint stripes, nint rest) = Math.DivRem(block.Length, walk.StripeRows);
        AddStripes(x, stripes, row * walk.StripeRows, stripe, to);
        AddOne(x + (stripes * stripe), (int)rest * columns, to);

        StripeVector.Fold(to.Sums, columns, walk.StripeRows);
        StripeVector.Fold(to.Squares, columns, walk.StripeRows);
        to.Fold(channels.Count, inner);
    }

    /// <summary>Stripes in four quarters side by side: four streams through memory, each in its order, and a quarter of the additions one upon the other.</summary>
    private static void AddStripes(T* x, nint stripes, nint stride, int length, BlockSums to)
    {
        nint quarter = stripes / 4;
        nint apart = quarter * stride;
        for (nint at = 0; at < apart; at += stride)
        {
            int lane = 0;
            for (; lane <= length - WideLanes.Length; lane += WideLanes.Length)
            {
                AddFour(x + at + lane, apart, to, lane, Vector512<double>.AllBitsSet);
            }

            if (lane < length)
            {
                AddFour(x + at + length - WideLanes.Length, apart, to, length - WideLanes.Length, WideLanes.LastMask(length - lane));
            }
        }

        for (nint at = 4 * apart; at < stripes * stride; at += stride)
        {
            AddOne(x + at, length, to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour(T* x, nint apart, BlockSums to, int lane, Vector512<double> mask)
    {
        Vector512<double> estimate = Vector512.Load(to.ColumnEstimates + lane);
        Vector512<double> d0 = (WideLanes.Load(x) - estimate) & mask;
        Vector512<double> d1 = (WideLanes.Load(x + apart) - estimate) & mask;
        Vector512<double> d2 = (WideLanes.Load(x + (2 * apart)) - estimate) & mask;
        Vector512<double> d3 = (WideLanes.Load(x + (3 * apart)) - estimate) & mask;
        (Vector512.Load(to.Sums + lane) + ((d0 + d1) + (d2 + d3))).Store(to.Sums + lane);
        (Vector512.Load(to.Squares + lane) + (((d0 * d0) + (d1 * d1)) + ((d2 * d2) + (d3 * d3)))).Store(to.Squares + lane);
    }

    private static void AddOne(T* x, int length, BlockSums to)
    {
        int lane = 0;
        for (; lane <= length - WideLanes.Length; lane += WideLanes.Length)
        {
            Vector512<double> d = WideLanes.Load(x + lane) - Vector512.Load(to.ColumnEstimates + lane);
            (Vector512.Load(to.Sums + lane) + d).Store(to.Sums + lane);
            (Vector512.Load(to.Squares + lane) + (d * d)).Store(to.Squares + lane);
        }

        for (; lane < length; lane++)
        {
            double d = WideLanes.Widen(x[lane]) - to.ColumnEstimates[lane];
            to.Sums[lane] += d;
            to.Squares[lane] += d * d;
        }
    }

    /// <summary>Repeats each channel's number for its columns.</summary>
    private static void Spread(double* channels, int count, int inner, double* columns)
    {
        for (int c = 0; c < count; c++)
        {
            new Span<double>(columns + (c * inner), inner).Fill(channels[c]);
        }
    }
}
