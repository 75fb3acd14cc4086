using System.Diagnostics.CodeAnalysis;
using BatchNormGen.CompilerServices;
using BatchNormGen.Statistics;

namespace BatchNormGen.Exchanges;

/// <summary>What a layer exchanges with the same layer of the other members.</summary>
internal sealed unsafe class LayerExchange
{
    private readonly Exchange _exchange;
    private readonly LayerShape _shape;
    private readonly int _elementBytes;
    private readonly int _layerNumber;

    /// <summary>Makes the one of a layer, which gets the next number.</summary>
    /// <param name="collective">The members.</param>
    /// <param name="shape">The layer's shape.</param>
    /// <param name="elementBytes">The size of the layer's element type.</param>
    /// <exception cref="ArgumentException">The collective's size is below 1, or its rank is not one of 0 to its size − 1.</exception>
    public LayerExchange(ICollective collective, LayerShape shape, int elementBytes)
    {
        _exchange = Exchange.Of(collective);
        _shape = shape;
        _elementBytes = elementBytes;
        _layerNumber = _exchange.NextLayerNumber();
    }

    public ICollective Collective => _exchange.Collective;

    /// <summary>The number of members.</summary>
    public int Size => _exchange.Size;

    /// <summary>Merges the vectors of all members in the order of their ranks.</summary>
    /// <param name="own">Those of this member's part of the batch.</param>
    /// <param name="count">The number of values of a channel in it; where it is 0 they are not read.</param>
    /// <param name="merged">Receives those of all; may be <paramref name="own"/>.</param>
    /// <returns>The number of values of a channel in all parts; where it is 0, nothing was received.</returns>
    /// <exception cref="CollectiveException">The members do not agree on what this is, or one cannot take part.</exception>
    /// <exception cref="TimeoutException">The other members did not come.</exception>
    public long Merge<TVectors>(TVectors own, nint count, TVectors merged)
        where TVectors : struct, IExchangedVectors<TVectors>
    {
        lock (_exchange.Lock)
        {
            int features = _shape.NumFeatures;
            Write(own, count, _exchange.Open<double>(checked(TVectors.Count * features)));
            _exchange.Send(NewHead(TVectors.Kind) with { DataLength = TVectors.Count * features * sizeof(double), Count = count });
            long total = 0;
            for (int rank = 0; rank < _exchange.Size; rank++)
            {
                long added = _exchange.Count(rank);
                if (added == 0)
                {
                    continue;
                }

                TVectors part = TVectors.In(_exchange.Numbers(rank), features);
                if (total == 0)
                {
                    // Not added to zeros, which would turn a −0 into a 0: of one member with values the bits are those of that member alone.
                    Copy(part, merged);
                }
                else
                {
                    merged.Merge(part, total, added, new StatisticRange(0, features));
                }

                total = checked(total + added);
            }

            return total;
        }
    }

    /// <summary>Tells the other members that this one cannot take part.</summary>
    /// <exception cref="CollectiveException">Always, here as there.</exception>
    /// <exception cref="TimeoutException">The other members did not come.</exception>
    [DoesNotReturn]
    public void Refuse(ExchangeKind kind, Exception error) => _exchange.Refuse(NewHead(kind), error);

    private FrameHead NewHead(ExchangeKind kind) => new(kind, _shape.Layer, _layerNumber, _shape.NumFeatures, _elementBytes);

    private void Write<TVectors>(TVectors own, nint count, Span<double> data)
        where TVectors : struct, IExchangedVectors<TVectors>
    {
        if (count == 0)
        {
            data.Clear();
            return;
        }

        for (int vector = 0; vector < TVectors.Count; vector++)
        {
            new ReadOnlySpan<double>(own[vector], _shape.NumFeatures).CopyTo(data[(vector * _shape.NumFeatures)..]);
        }
    }

    private void Copy<TVectors>(TVectors part, TVectors merged)
        where TVectors : struct, IExchangedVectors<TVectors>
    {
        for (int vector = 0; vector < TVectors.Count; vector++)
        {
            new ReadOnlySpan<double>(part[vector], _shape.NumFeatures).CopyTo(new Span<double>(merged[vector], _shape.NumFeatures));
        }
    }
}
