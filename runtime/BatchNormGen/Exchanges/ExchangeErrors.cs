using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace BatchNormGen.Exchanges;

/// <summary>The exceptions of exchanges: made from what all members have, so that the messages are the same on all.</summary>
internal static class ExchangeErrors
{
    /// <summary>The ranks that a message names one by one.</summary>
    private const int MaxNamedRanks = 8;

    [DoesNotReturn]
    public static void Failed(in FrameHead head, int rank, int size, ReadOnlySpan<byte> message, Exception? own) => throw new CollectiveException(
        size == 1
            ? $"{head.Operation} failed, and no layer was changed: {Encoding.UTF8.GetString(message)}"
            : $"{head.Operation} failed on rank {rank} of {size}, so that it was given up on all ranks, and no layer was changed. Rank {rank} says: {Encoding.UTF8.GetString(message)}",
        rank, own);

    [DoesNotReturn]
    public static void NoFrame(int rank, int size, Exception? own) => throw new CollectiveException(
        $"Rank {rank} of {size} does something else on the collective than an exchange of this version of BatchNormGen, so that nothing was done, and no layer was changed. All ranks have to make the same calls in the same order, and to run the same build of the program.",
        rank, own);

    [DoesNotReturn]
    public static void Disagreement(FrameHead[] heads)
    {
        List<List<int>> groups = [];
        for (int rank = 0; rank < heads.Length; rank++)
        {
            int same = groups.FindIndex(group => FrameHead.Agree(in heads[group[0]], in heads[rank]));
            if (same < 0)
            {
                groups.Add([rank]);
            }
            else
            {
                groups[same].Add(rank);
            }
        }

        // One against several that agree: it is that one.
        int? atFault = heads.Length > 2 && groups.Count == 2 ? groups.Find(static group => group.Count == 1)?[0] : null;
        IEnumerable<string> lines = groups.Select(group => $"{Ranks(group)} {heads[group[0]].Description}");
        throw new CollectiveException(
            $"The members of a collective do not agree on what to do, so that nothing was done, and no layer was changed: {string.Join("; ", lines)}. All have to give their layers the collective in the same order, and then make the same training calls in the same order, with an empty batch where a member has no samples. Look for a call that only some make.",
            atFault);
    }

    /// <summary>An exchange that did not come to its end.</summary>
    /// <param name="head">What this member took it to be.</param>
    /// <param name="rank">This member.</param>
    /// <param name="size">The number of members.</param>
    /// <param name="reason">What the collective threw.</param>
    /// <param name="own">What kept this member from taking part, if something did.</param>
    [DoesNotReturn]
    public static void Unfinished(in FrameHead head, int rank, int size, Exception reason, Exception? own)
    {
        string too = own is null ? string.Empty : $" This member could not have taken part: {own.Message}";
        string exchange = $"{head.Operation}, exchange {head.Sequence}";
        throw reason is CollectiveException given
            ? new CollectiveException($"{exchange}: {given.Message}{too}", given.Rank, own ?? given)
            : new TimeoutException($"{exchange}: rank {rank} of {size} waited for the others in vain. {reason.Message}{too}", own ?? reason);
    }

    private static string Ranks(List<int> ranks)
    {
        string named = string.Join(", ", ranks.Take(MaxNamedRanks));
        string more = ranks.Count > MaxNamedRanks ? $" and {ranks.Count - MaxNamedRanks} more" : string.Empty;
        return ranks.Count == 1 ? $"rank {named} calls" : $"ranks {named}{more} call";
    }
}
