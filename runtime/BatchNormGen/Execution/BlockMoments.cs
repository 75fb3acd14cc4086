using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Execution;

/// <summary>From the sums of a block to the moments of a chunk, for one channel.</summary>
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

    /// <summary>Whether the estimate was too far from the block's mean, and the sums have to be taken again about a nearer one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EstimateIsFar(double sum, double squares, nint count, bool first) =>
        sum * sum > squares * (Limit(first) * count);

    /// <summary>The same for eight channels: all bits of a lane, or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> EstimateIsFar(Vector512<double> sum, Vector512<double> squares, nint count, bool first) =>
        Vector512.GreaterThan(sum * sum, squares * (Limit(first) * count));

    private static double Limit(bool first) => first ? 1.0 / 16 : 1.0 / 2;

    /// <summary>Adds a block to the moments of the chunk so far (Chan, Golub and LeVeque, 1979).</summary>
    /// <param name="anchor">A number of the element type near the mean so far.</param>
    /// <param name="offset">The mean so far, less <paramref name="anchor"/>.</param>
    /// <param name="squaredDeviations">The sum of squared deviations so far.</param>
    /// <param name="before">The number of values so far.</param>
    /// <param name="estimate">What the block was summed about.</param>
    /// <param name="sum">Σ(x − estimate).</param>
    /// <param name="squares">Σ(x − estimate)².</param>
    /// <param name="count">The number of values of the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(
        ref double anchor, ref double offset, ref double squaredDeviations, nint before, double estimate, double sum, double squares, nint count)
    {
        double distance = sum / count;
        double own = squares - (sum * distance);
        own = own < 0 ? 0 : own; // A NaN stays.
        if (before == 0)
        {
            (anchor, offset, squaredDeviations) = (estimate, distance, own);
        }
        else
        {
            Merge(ref anchor, ref offset, ref squaredDeviations, before, estimate, distance, own, count);
        }
    }

    /// <summary>Merges the moments of <paramref name="otherCount"/> further values into those of <paramref name="count"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Merge(
        ref double anchor, ref double offset, ref double squaredDeviations, nint count,
        double otherAnchor, double otherOffset, double otherSquaredDeviations, nint otherCount)
    {
        // Anchors of one channel are near each other: their difference is exact, however large they are.
        double distance = (otherAnchor - anchor) + (otherOffset - offset);
        double share = (double)otherCount / (count + otherCount);
        offset += distance * share;
        squaredDeviations += otherSquaredDeviations + (distance * distance * (count * share));
    }

    /// <summary>The moments of a block in double throughout, for values whose squares overflow the element type.</summary>
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
