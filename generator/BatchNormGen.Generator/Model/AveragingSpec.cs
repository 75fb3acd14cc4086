namespace BatchNormGen.Generator.Model;

/// <summary>How the moving statistics follow the batches, with the weights of the exponential mode.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Kept">The weight of the old value: Decay as given, or 1 − Momentum. 0 in the other modes.</param>
/// <param name="Weight">The weight of the new batch: Momentum as given, or 1 − Decay. 0 in the other modes.</param>
internal readonly record struct AveragingSpec(AveragingMode Mode, double Kept, double Weight);

/// <summary>How the moving statistics follow the batches.</summary>
internal enum AveragingMode
{
    /// <summary>Not at all (<c>TrackMovingStatistics = false</c>).</summary>
    None,

    /// <summary>By fixed weights: <c>moving = Kept * moving + Weight * batch</c>.</summary>
    Exponential,

    /// <summary>The k-th batch enters with the weight 1/k.</summary>
    Cumulative,
}
