namespace BatchNormGen;

/// <summary>What has a training batch that may be spread over several processes: batch normalization layers, and models with them. (The other kinds normalize each sample by itself, so that they have nothing to exchange.)</summary>
public interface ICollectiveLayer
{
    /// <summary>
    /// The members that a training batch is spread over, each of which calls with its part; null, the default, for this process alone.
    /// </summary>
    /// <remarks>
    /// <para>
    /// With it, <c>ForwardTraining</c> normalizes by the statistics of the parts of all members together, which may be of any sizes, and empty; moving statistics get the same
    /// bits everywhere. <c>Backward</c> goes through these statistics, and adds this member's share to the gradients of the parameters:
    /// <see cref="Collectives.Sum"/> adds up the shares. Predictions, and <c>BackwardInference</c>, never exchange anything.
    /// </para>
    /// <para>
    /// All members give their layers the collective in the same order, then make the same training calls in the same order. Where they do not, or where the call of
    /// one of them fails, all get the same <see cref="CollectiveException"/>, and no layer is changed. Assigning another value forgets the last training
    /// batch, so that the next <c>Backward</c> needs a <c>ForwardTraining</c> before it.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">Its size is below 1, or its rank is not one of 0 to its size − 1.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    ICollective? Collective { get; set; }
}
