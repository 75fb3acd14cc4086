using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Statistics;

/// <summary>From the sums of a block to the moments of a chunk, for each statistic.</summary>
/// <remarks>
/// <para>
/// A block is summed about an estimate e of its mean: S₁ = Σ(x − e), S₂ = Σ(x − e)². Its mean is e + S₁/n, its squared deviations are
/// S₂ − S₁²/n. With r = S₁²/(n·S₂), the square of the estimate's distance in root mean squares, an error ε of the sums becomes at
/// most ε(1 + 2√r)/(1 − r) of the squared deviations.
/// </para>
/// <para>
/// For a later block e is the mean m of the n′ values before it, n′ ≥ n; where there were fewer, the block counts as a first one. Together the squared deviations grow by
/// S₂ − S₁²/(n′ + n) ≥ S₂ (1 − r/2): the distance is no loss, because it is part of the result. r ≤ 1/2 keeps the error below 2.3 ε.
/// For a first block, where e is a value of the block, r ≤ 1/16 keeps it below 1.6 ε.
/// </para>
/// </remarks>
internal static unsafe class BlockMoments
{
    /// <summary>How often a block is summed at most: an estimate that is off by 10⁶ deviations is right to one after one time.</summary>
    public const int MaxAttempts = 4;

    /// <summary>
    /// Whether estimates were too far from the block's means, and the sums have to be taken again about nearer ones: all bits of a lane, or none.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> EstimateIsFar(Vector512<double> sum, Vector512<double> squares, nint count, bool first) =>
        Vector512.GreaterThan(sum * sum, squares * (Limit(first) * count));

    private static double Limit(bool first) => first ? 1.0 / 16 : 1.0 / 2;

    /// <summary>
    /// The mean square below which deviations of floats may have vanished in squaring: 1e-17 squared, far below any that is promised, and far
    /// above what a float can hold.
    /// </summary>
    public const double MinMeanSquare = 1e-34;

    /// <summary>Whether <see cref="LeftFloatRange"/> has to be asked for any of the first statistics.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayHaveLeftFloatRange(Vector512<double> sum, Vector512<double> squares, nint count, int statistics)
    {
        // Neither overflowed nor tiny: infinity less itself is a NaN, which fails every comparison.
        Vector512<double> isSafe = Vector512.GreaterThanOrEqual(squares, Vector512.Create(MinMeanSquare * count)) & Vector512.Equals(sum + squares - (sum + squares), Vector512<double>.Zero);
        return (~isSafe.ExtractMostSignificantBits() & ((1UL << statistics) - 1)) != 0;
    }

    /// <summary>
    /// Whether the sums of a block of floats cannot be trusted, so that it has to be measured in double: they overflowed, or squares may have
    /// vanished.
    /// </summary>
    /// <param name="sum">Σ(x − estimate).</param>
    /// <param name="squares">Σ(x − estimate)².</param>
    /// <param name="count">The number of values.</param>
    /// <param name="startsAtEstimate">Whether the first value is the estimate: with sums of zero, the values are taken for equal.</param>
    public static bool LeftFloatRange(double sum, double squares, nint count, bool startsAtEstimate) =>
        !double.IsFinite(sum + squares) || (squares < MinMeanSquare * count && !(sum == 0 && squares == 0 && startsAtEstimate));

    /// <summary>The sums of a block in double throughout, for values whose squares leave the element type's range.</summary>
    /// <param name="x">The first value.</param>
    /// <param name="runs">The number of runs of adjacent values.</param>
    /// <param name="stride">From a run to the next.</param>
    /// <param name="length">The length of a run.</param>
    /// <param name="estimate">Receives what the sums are about.</param>
    /// <param name="sum">Receives Σ(x − estimate).</param>
    /// <param name="squares">Receives Σ(x − estimate)².</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void MeasureInDouble<T>(
        T* x, nint runs, nint stride, nint length, out double estimate, out double sum, out double squares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The first value is the origin: values all alike have exactly that mean.
        double origin = double.CreateTruncating(*x);
        sum = 0;
        for (nint run = 0; run < runs; run++)
        {
            for (nint i = 0; i < length; i++)
            {
                sum += double.CreateTruncating(x[(run * stride) + i]) - origin;
            }
        }

        estimate = double.CreateTruncating(T.CreateTruncating(origin + (sum / (runs * length))));
        (sum, squares) = (0, 0);
        for (nint run = 0; run < runs; run++)
        {
            for (nint i = 0; i < length; i++)
            {
                double deviation = double.CreateTruncating(x[(run * stride) + i]) - estimate;
                sum += deviation;
                squares += deviation * deviation;
            }
        }
    }
}
