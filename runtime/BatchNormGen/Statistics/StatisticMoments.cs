using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Statistics;

/// <summary>Eight adjacent moments over the same number of values each.</summary>
/// <param name="Anchor">Numbers of the element type near the means.</param>
/// <param name="Offset">The means, less <paramref name="Anchor"/>.</param>
/// <param name="SquaredDeviations">The sums of squared deviations from the means.</param>
internal readonly unsafe record struct StatisticMoments(Vector512<double> Anchor, Vector512<double> Offset, Vector512<double> SquaredDeviations)
{
    /// <summary>The moments of a block, from its sums about estimates of its means.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StatisticMoments OfBlock(Vector512<double> estimate, Vector512<double> sum, Vector512<double> squares, double count)
    {
        Vector512<double> distance = sum / Vector512.Create(count);
        return new(estimate, distance, squares - (sum * distance));
    }

    /// <summary>Reads moments.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StatisticMoments Load<TCount>(MomentVectors vectors, int c, TCount count)
        where TCount : struct, IStatisticCount => new(
            StatisticVector.Load(vectors.Anchor, c, count),
            StatisticVector.Load(vectors.Offset, c, count),
            StatisticVector.Load(vectors.SquaredDeviations, c, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TCount>(MomentVectors vectors, int c, TCount count)
        where TCount : struct, IStatisticCount
    {
        StatisticVector.Store(vectors.Anchor, c, count, Anchor);
        StatisticVector.Store(vectors.Offset, c, count, Offset);
        StatisticVector.Store(vectors.SquaredDeviations, c, count, SquaredDeviations);
    }

    /// <summary>These moments with those of other values (Chan, Golub and LeVeque, 1979).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public StatisticMoments Merge(StatisticMoments other, MergeWeights weights)
    {
        // Anchors of one channel are near each other: their difference is exact, however large they are.
        Vector512<double> distance = (other.Anchor - Anchor) + (other.Offset - Offset);
        return new(
            Anchor,
            Offset + (distance * weights.Share),
            SquaredDeviations + (other.SquaredDeviations + (distance * distance * weights.Spread)));
    }
}

/// <summary>What the distance of two means counts for when the moments of some values are merged with those of others.</summary>
internal readonly struct MergeWeights(long count, long otherCount)
{
    /// <summary>The share of the others: what the mean moves by, of the distance.</summary>
    public double Share { get; } = (double)otherCount / (count + otherCount);

    /// <summary>What the squared deviations grow by, of the square of the distance.</summary>
    public double Spread => _count * Share;

    private readonly double _count = count;
}
