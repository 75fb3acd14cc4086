using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.Statistics;

namespace BatchNormGen.Exchanges;

/// <summary>Adds up vectors of all members in the order of the ranks.</summary>
/// <remarks>
/// Few values travel with the head, and every member adds up all. Of many, each member gets a slice from all, adds it up, and gives the sums to all. Whoever adds
/// does it in the same order, so that the bits are those of either way.
/// </remarks>
internal static unsafe class OrderedSum
{
    /// <summary>The bytes that are divided into slices at a time: enough that what an exchange costs by itself does not count, and no memory worth mentioning.</summary>
    private const int PieceBytes = 4 << 20;

    /// <summary>Replaces the values by the sums of all members'.</summary>
    /// <exception cref="CollectiveException">The members do not agree on what this is, or one cannot take part.</exception>
    /// <exception cref="TimeoutException">The other members did not come.</exception>
    public static void Of<T>(Exchange exchange, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FrameHead head = new(ExchangeKind.Sum, layer: string.Empty, layerNumber: 0, values.Length, sizeof(T));
        lock (exchange.Lock)
        {
            if (values.Length <= Exchange.FirstDataBytes / sizeof(T))
            {
                values.CopyTo(exchange.Open<T>(values.Length));
                exchange.Send(head with { DataLength = values.Length * sizeof(T) });
                AddUp(exchange.AllParts<T>(), exchange.Size, values);
                return;
            }

            exchange.Open<T>(0);
            exchange.Send(head);
            for (int first = 0; first < values.Length; first += PieceBytes / sizeof(T))
            {
                SumPiece(exchange, values.Slice(first, Math.Min(PieceBytes / sizeof(T), values.Length - first)));
            }
        }
    }

    private static void SumPiece<T>(Exchange exchange, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int slice = (values.Length + exchange.Size - 1) / exchange.Size;
        Span<T> own = exchange.Open<T>(slice * exchange.Size);
        values.CopyTo(own);
        own[values.Length..].Clear();
        Span<T> slices = exchange.AllToAll<T>(own);
        AddUp<T>(slices, exchange.Size, own[..slice]);
        exchange.AllGather<T>(own[..slice])[..values.Length].CopyTo(values);
    }

    /// <summary>Adds up vectors that lie one behind the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddUp<T>(ReadOnlySpan<T> vectors, int count, Span<T> sums)
        where T : unmanaged
    {
        int length = sums.Length;
        fixed (T* first = vectors, result = sums)
        {
            for (int i = 0; i < length; i += StatisticVector.Length)
            {
                Vector512<double> sum = StatisticVector.Load(first, i, length);
                for (int vector = 1; vector < count; vector++)
                {
                    sum += StatisticVector.Load(first + ((nint)vector * length), i, length);
                }

                StatisticVector.Store(result, i, length, sum);
            }
        }
    }
}
