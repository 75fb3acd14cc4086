using System.Runtime.Intrinsics;
using BatchNormGen.Statistics;

namespace BatchNormGen.Population;

/// <summary>Adds up a block whose lanes are positions: in each sample run by run, in the order of memory, with eight lanes per channel.</summary>
internal static unsafe class RunSums<T>
    where T : unmanaged
{
    public static void Add(in DataWalk<T> walk, StatisticRange channels, DataBlock block, BlockSums to)
    {
        to.Clear(channels.Count * WideLanes.Length);
        for (nint outer = block.First; outer < block.First + block.Length; outer++)
        {
            T* x = walk.X + (((outer * walk.Features) + channels.First) * walk.Inner) + block.Begin;
            for (int c = 0; c < channels.Count; c++, x += walk.Inner)
            {
                AddRun(x, block.Width, to.Estimates[c], to.Sums + (c * WideLanes.Length), to.Squares + (c * WideLanes.Length));
            }
        }

        to.Fold(channels.Count, WideLanes.Length);
    }

    /// <summary>Adds a run of at least a vector's length, in four sums that take turns.</summary>
    private static void AddRun(T* x, nint length, double about, double* sums, double* squares)
    {
        Vector512<double> estimate = Vector512.Create(about);
        Vector512<double> sum0 = Vector512<double>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        Vector512<double> squares0 = sum0, squares1 = sum0, squares2 = sum0, squares3 = sum0;
        nint at = 0;
        for (; at <= length - (4 * WideLanes.Length); at += 4 * WideLanes.Length)
        {
            Vector512<double> d0 = WideLanes.Load(x + at) - estimate;
            Vector512<double> d1 = WideLanes.Load(x + at + WideLanes.Length) - estimate;
            Vector512<double> d2 = WideLanes.Load(x + at + (2 * WideLanes.Length)) - estimate;
            Vector512<double> d3 = WideLanes.Load(x + at + (3 * WideLanes.Length)) - estimate;
            sum0 += d0;
            sum1 += d1;
            sum2 += d2;
            sum3 += d3;
            squares0 += d0 * d0;
            squares1 += d1 * d1;
            squares2 += d2 * d2;
            squares3 += d3 * d3;
        }

        for (; at <= length - WideLanes.Length; at += WideLanes.Length)
        {
            Vector512<double> d = WideLanes.Load(x + at) - estimate;
            sum0 += d;
            squares0 += d * d;
        }

        if (at < length)
        {
            Vector512<double> d = (WideLanes.Load(x + length - WideLanes.Length) - estimate) & WideLanes.LastMask(length - at);
            sum1 += d;
            squares1 += d * d;
        }

        (Vector512.Load(sums) + ((sum0 + sum1) + (sum2 + sum3))).Store(sums);
        (Vector512.Load(squares) + ((squares0 + squares1) + (squares2 + squares3))).Store(squares);
    }
}
