namespace BatchNormGen;

/// <summary>A layer whose moving averages follow the batches by a fixed weight, which a schedule may change.</summary>
public interface IMomentum
{
    /// <summary>
    /// The weight of a new batch, in (0, 1]: <c>moving = (1 - Momentum) * moving + Momentum * batch</c>, whichever way it was declared. Assigning the
    /// declared value changes no bit of what follows. It is saved with nothing.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and at most 1.</exception>
    /// <exception cref="InvalidOperationException">Another call is training the layer or changing it.</exception>
    double Momentum { get; set; }
}
