using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.Statistics;

namespace BatchNormGen.Population;

/// <summary>The moments of eight adjacent channels over the same number of values each.</summary>
/// <param name="Mean">The means.</param>
/// <param name="SquaredDeviations">The sums of squared deviations from the means.</param>
/// <remarks>
/// Pairs of doubles, so that merging adds no error worth mentioning: what merged moments are off by is what their parts are off by, however
/// many there are and whatever the order.
/// </remarks>
internal readonly unsafe record struct MomentsVector(DoubleDoubles Mean, DoubleDoubles SquaredDeviations)
{
    /// <summary>The vectors of one number per channel that the moments of some channels are kept in.</summary>
    public const int Vectors = 4;

    /// <summary>The first of the eight channels whose moments are not finite; −1 if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FirstNotFinite()
    {
        // Less itself, a finite number is 0, and any other a NaN.
        Vector512<double> zeros = (Mean.High - Mean.High) + (SquaredDeviations.High - SquaredDeviations.High);
        return Vector512.EqualsAll(zeros, Vector512<double>.Zero)
            ? -1
            : BitOperations.TrailingZeroCount(~Vector512.Equals(zeros, Vector512<double>.Zero).ExtractMostSignificantBits());
    }

    /// <summary>The moments of a block, from its sums about estimates of its means.</summary>
    /// <param name="estimate">What the sums are about.</param>
    /// <param name="sum">Σ(x − estimate).</param>
    /// <param name="squares">Σ(x − estimate)².</param>
    /// <param name="count">The number of values.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MomentsVector OfBlock(Vector512<double> estimate, Vector512<double> sum, Vector512<double> squares, nint count)
    {
        Vector512<double> distance = sum / Vector512.Create((double)count);
        Vector512<double> deviations = squares - (sum * distance);

        // Never below zero; a NaN stays.
        deviations = Vector512.ConditionalSelect(Vector512.LessThan(deviations, Vector512<double>.Zero), Vector512<double>.Zero, deviations);
        return new(DoubleDoubles.Sum(estimate, distance), new(deviations, Vector512<double>.Zero));
    }

    /// <summary>Reads the moments of channels <paramref name="c"/> to <paramref name="c"/> + 7, as far as they lie before <paramref name="end"/>.</summary>
    /// <param name="vectors">The vectors of a set of moments, one behind the other.</param>
    /// <param name="stride">From a vector to the next.</param>
    /// <param name="c">The first channel.</param>
    /// <param name="end">The one behind the last that there is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MomentsVector Load(double* vectors, nint stride, int c, int end) => new(
        new(StatisticVector.Load(vectors, c, end), StatisticVector.Load(vectors + stride, c, end)),
        new(StatisticVector.Load(vectors + (2 * stride), c, end), StatisticVector.Load(vectors + (3 * stride), c, end)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* vectors, nint stride, int c, int end)
    {
        StatisticVector.Store(vectors, c, end, Mean.High);
        StatisticVector.Store(vectors + stride, c, end, Mean.Low);
        StatisticVector.Store(vectors + (2 * stride), c, end, SquaredDeviations.High);
        StatisticVector.Store(vectors + (3 * stride), c, end, SquaredDeviations.Low);
    }

    /// <summary>These moments of <paramref name="count"/> values per channel with those of <paramref name="otherCount"/> others (Chan, Golub and LeVeque, 1979).</summary>
    public MomentsVector Merge(long count, MomentsVector other, long otherCount)
    {
        if (count == 0 || otherCount == 0)
        {
            return count == 0 ? other : this;
        }

        DoubleDoubles distance = other.Mean - Mean;
        DoubleDoubles shift = distance * otherCount / ((double)count + otherCount);
        return new(Mean + shift, SquaredDeviations + other.SquaredDeviations + (distance * shift * count));
    }
}
