using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Execution;

/// <summary>The moments of eight adjacent channels over the same number of values each.</summary>
/// <param name="Anchor">Numbers of the element type near the means.</param>
/// <param name="Offset">The means, less <paramref name="Anchor"/>.</param>
/// <param name="SquaredDeviations">The sums of squared deviations from the means.</param>
internal readonly unsafe record struct ChannelMoments(Vector512<double> Anchor, Vector512<double> Offset, Vector512<double> SquaredDeviations)
{
    /// <summary>The moments of a block, from its sums about estimates of its means.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ChannelMoments OfBlock(Vector512<double> estimate, Vector512<double> sum, Vector512<double> squares, nint count)
    {
        Vector512<double> distance = sum / Vector512.Create((double)count);
        return new(estimate, distance, squares - (sum * distance));
    }

    /// <summary>The moments of a chunk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ChannelMoments Load<T>(Pass<T>* pass, nint chunk, int c, int end)
        where T : unmanaged => new(
            ChannelVector.Load(pass->Anchor + chunk, c, end),
            ChannelVector.Load(pass->Offset + chunk, c, end),
            ChannelVector.Load(pass->SquaredDeviations + chunk, c, end));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<T>(Pass<T>* pass, nint chunk, int c, int end)
        where T : unmanaged
    {
        ChannelVector.Store(pass->Anchor + chunk, c, end, Anchor);
        ChannelVector.Store(pass->Offset + chunk, c, end, Offset);
        ChannelVector.Store(pass->SquaredDeviations + chunk, c, end, SquaredDeviations);
    }

    /// <summary>These moments of <paramref name="count"/> values a channel with those of <paramref name="otherCount"/> others (Chan, Golub and LeVeque, 1979).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ChannelMoments Merge(nint count, ChannelMoments other, nint otherCount)
    {
        // Anchors of one channel are near each other: their difference is exact, however large they are.
        Vector512<double> distance = (other.Anchor - Anchor) + (other.Offset - Offset);
        double share = (double)otherCount / (count + otherCount);
        return new(
            Anchor,
            Offset + (distance * share),
            SquaredDeviations + (other.SquaredDeviations + (distance * distance * (count * share))));
    }
}
