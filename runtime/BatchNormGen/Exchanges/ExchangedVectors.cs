using BatchNormGen.Statistics;

namespace BatchNormGen.Exchanges;

/// <summary>Some vectors of one number per channel that members exchange, and how those of one are merged into those of others.</summary>
internal unsafe interface IExchangedVectors<TSelf>
    where TSelf : struct, IExchangedVectors<TSelf>
{
    static abstract ExchangeKind Kind { get; }

    /// <summary>How many vectors they are.</summary>
    static abstract int Count { get; }

    /// <summary>One of them.</summary>
    double* this[int vector] { get; }

    /// <summary>The same in a member's data, where one lies behind the other.</summary>
    static abstract TSelf In(double* data, int features);

    /// <summary>Merges those of <paramref name="otherCount"/> more values into these.</summary>
    void Merge(TSelf other, long count, long otherCount, StatisticRange range);
}

/// <summary>The moments of a batch.</summary>
internal readonly unsafe struct ExchangedMoments(MomentVectors moments) : IExchangedVectors<ExchangedMoments>
{
    private readonly MomentVectors _moments = moments;

    public static ExchangeKind Kind => ExchangeKind.ForwardTraining;

    public static int Count => 3;

    public double* this[int vector] => vector switch
    {
        0 => _moments.Anchor,
        1 => _moments.Offset,
        _ => _moments.SquaredDeviations,
    };

    public static ExchangedMoments In(double* data, int features) => new(new(data, data + features, data + (2 * (nint)features)));

    public void Merge(ExchangedMoments other, long count, long otherCount, StatisticRange range) =>
        ChunkMerging.Merge(_moments, other._moments, new MergeWeights(count, otherCount), range);
}

/// <summary>The sums of gradients.</summary>
internal readonly unsafe struct ExchangedSums(SumVectors sums) : IExchangedVectors<ExchangedSums>
{
    private readonly SumVectors _sums = sums;

    public static ExchangeKind Kind => ExchangeKind.Backward;

    public static int Count => 2;

    public double* this[int vector] => vector == 0 ? _sums.First : _sums.Second;

    public static ExchangedSums In(double* data, int features) => new(new(data, data + features));

    public void Merge(ExchangedSums other, long count, long otherCount, StatisticRange range) => ChunkMerging.Add(_sums, other._sums, range);
}
