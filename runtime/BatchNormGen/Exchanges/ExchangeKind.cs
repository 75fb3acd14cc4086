namespace BatchNormGen.Exchanges;

/// <summary>What members exchange something for.</summary>
internal enum ExchangeKind : byte
{
    /// <summary>The moments of a training batch.</summary>
    ForwardTraining = 1,

    /// <summary>The sums of its gradients.</summary>
    Backward = 2,

    /// <summary><see cref="Collectives.Sum"/>.</summary>
    Sum = 3,

    /// <summary><see cref="Collectives.MergeAll"/>.</summary>
    MergeAll = 4,

    /// <summary>The moments of a data set that a model measures; sent only by a member that cannot take part.</summary>
    MeasurePopulation = 5,
}
