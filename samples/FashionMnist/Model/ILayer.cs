namespace FashionMnist.Model;

/// <summary>
/// A layer of the network. The arrays hold one row a sample, row after row, in the order (channel, height, width); they may be longer
/// than the batch.
/// </summary>
internal interface ILayer
{
    /// <summary>The number of values a sample has before the layer.</summary>
    int InputLength { get; }

    /// <summary>The number of values a sample has after the layer.</summary>
    int OutputLength { get; }

    /// <summary>Computes <paramref name="y"/> (N × OutputLength) from <paramref name="x"/> (N × InputLength).</summary>
    void Forward(float[] x, float[] y, int batchSize, bool training);

    /// <summary>
    /// Computes <paramref name="dx"/> (N × InputLength; null if nobody needs it) from <paramref name="dy"/> (N × OutputLength) and adds
    /// to the gradients of the weights. <paramref name="x"/> and <paramref name="y"/> are those of the last forward pass in training.
    /// </summary>
    void Backward(float[] x, float[] y, float[] dy, float[]? dx, int batchSize);
}
