using System.Numerics;
using BatchNormGen.Exchanges;

namespace BatchNormGen;

/// <summary>What the members of a collective compute together, beside their layers.</summary>
public static class Collectives
{
    /// <summary>Adds up the values of all members in the order of the ranks, in double, and gives all of them the sums, rounded once: with the same bits on all. Never an average.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="collective">The members, all of which call.</param>
    /// <param name="values">This member's values, for example the gradients of a parameter; receives the sums. As many on all members.</param>
    /// <exception cref="ArgumentNullException"><paramref name="collective"/> is null.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    /// <exception cref="CollectiveException">
    /// The members do not call the same, or with other numbers of values: nothing is changed. Or one has left: the values are of no use.
    /// </exception>
    /// <exception cref="TimeoutException">The other members did not come; the values are of no use.</exception>
    public static void Sum<T>(this ICollective collective, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(collective);
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"Collectives.Sum: expected values of type Single or Double, got {typeof(T).Name}.");
        }

        OrderedSum.Of(Exchange.Of(collective), values);
    }

    /// <summary>Merges the moments of all members in the order of the ranks, and gives them to all: with the same bits on all.</summary>
    /// <param name="collective">The members, all of which call.</param>
    /// <param name="moments">This member's moments, perhaps of no values; receives those of all. Of as many channels on all members.</param>
    /// <exception cref="ArgumentNullException"><paramref name="collective"/> is null.</exception>
    /// <exception cref="CollectiveException">
    /// The members do not call the same, or with other numbers of channels, or the moments of one are null. Nothing is changed.
    /// </exception>
    /// <exception cref="ArgumentException">Together there would be more than 2⁶³ − 1 values. Nothing is changed.</exception>
    /// <exception cref="ArithmeticException">A merged sum of squared deviations is too large for a double. Nothing is changed.</exception>
    /// <exception cref="TimeoutException">The other members did not come. Nothing is changed.</exception>
    public static void MergeAll(this ICollective collective, Moments moments)
    {
        ArgumentNullException.ThrowIfNull(collective);
        Exchange exchange = Exchange.Of(collective);
        if (moments is null)
        {
            exchange.Refuse(HeadOfMerging(0), new ArgumentNullException(nameof(moments)));
        }

        lock (exchange.Lock)
        {
            byte[] own = moments.ToBytes();
            own.CopyTo(exchange.Open<byte>(own.Length));
            exchange.Send(HeadOfMerging(moments.NumFeatures) with { DataLength = own.Length });
            Moments merged = Moments.FromBytes(exchange.Part(0));
            for (int rank = 1; rank < exchange.Size; rank++)
            {
                merged.Merge(Moments.FromBytes(exchange.Part(rank)));
            }

            moments.CopyFrom(merged);
        }
    }

    private static FrameHead HeadOfMerging(int channels) => new(ExchangeKind.MergeAll, layer: string.Empty, layerNumber: 0, channels, sizeof(double));
}
