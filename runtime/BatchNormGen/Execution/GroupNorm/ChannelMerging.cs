using System.Runtime.CompilerServices;
using BatchNormGen.Statistics;

namespace BatchNormGen.Execution.GroupNorm;

/// <summary>Merges the moments of the channels of each group (Chan, Golub and LeVeque, 1979), one after another.</summary>
internal static unsafe class ChannelMerging
{
    /// <summary>Merges.</summary>
    /// <param name="channels">The moments of each channel.</param>
    /// <param name="groups">Receives those of each group.</param>
    /// <param name="groupCount">The number of groups.</param>
    /// <param name="groupChannels">The channels of a group.</param>
    /// <param name="values">The values of a channel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Merge(MomentVectors channels, MomentVectors groups, int groupCount, int groupChannels, nint values)
    {
        for (int group = 0; group < groupCount; group++)
        {
            int c = group * groupChannels;
            double anchor = channels.Anchor[c], offset = channels.Offset[c], squares = channels.SquaredDeviations[c];
            for (int merged = 1; merged < groupChannels; merged++)
            {
                c++;
                MergeWeights weights = new(merged * values, values);
                double distance = (channels.Anchor[c] - anchor) + (channels.Offset[c] - offset);
                offset += distance * weights.Share;
                squares += channels.SquaredDeviations[c] + (distance * distance * weights.Spread);
            }

            groups.Anchor[group] = anchor;
            groups.Offset[group] = offset;
            groups.SquaredDeviations[group] = squares;
        }
    }
}
