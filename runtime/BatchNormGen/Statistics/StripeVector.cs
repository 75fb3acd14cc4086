using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Statistics;

/// <summary>Vectors of one number per lane of a stripe, from and to vectors of one number per channel.</summary>
internal static unsafe class StripeVector
{
    /// <summary>Repeats a channel vector along a stripe, and on behind its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Repeat<T>(T* channels, int features, T* stripe, int length)
        where T : unmanaged
    {
        Span<T> filled = new(stripe, Math.Min(features, length));
        new ReadOnlySpan<T>(channels, filled.Length).CopyTo(filled);

        // What is filled is copied behind itself: whole periods, so the phase is kept.
        for (int at = features; at < length;)
        {
            int count = Math.Min(at, length - at);
            new ReadOnlySpan<T>(stripe, count).CopyTo(new Span<T>(stripe + at, count));
            at += count;
        }
    }

    /// <summary>Adds the further rows of a stripe to its first: the sums of the channels, in a fixed order.</summary>
    /// <remarks>Behind the stripe there are eight numbers more, which are read and not used.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold(double* stripe, int features, int rows)
    {
        if (rows > 1)
        {
            StatisticWork.Run(new StatisticRange(0, features), new Addition(stripe, features, rows));
        }
    }

    private readonly struct Addition(double* stripe, int features, int rows) : IStatisticWork
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            double* row = stripe + c;
            Vector512<double> sum = Vector512.Load(row);
            for (int i = 1; i < rows; i++)
            {
                row += features;
                sum += Vector512.Load(row);
            }

            StatisticVector.Store(stripe, c, count, sum);
        }
    }
}
