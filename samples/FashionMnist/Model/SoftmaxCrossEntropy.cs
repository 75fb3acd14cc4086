namespace FashionMnist.Model;

/// <summary>The loss of a classifier: the mean over the batch of −log softmax(logits)[label].</summary>
internal static class SoftmaxCrossEntropy
{
    /// <summary>The loss of logits (N, classes), and its gradient with respect to them.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="dLogits">Receives the gradient.</param>
    /// <param name="batchSize">The number of samples that the loss is the mean of: more than these where other processes have the rest.</param>
    /// <returns>The share of these samples in the loss.</returns>
    public static double Gradient(
        ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, int classes, Span<float> dLogits, int batchSize)
    {
        double loss = 0;
        for (int sample = 0; sample < labels.Length; sample++)
        {
            ReadOnlySpan<float> row = logits.Slice(sample * classes, classes);
            Span<float> gradient = dLogits.Slice(sample * classes, classes);
            loss += Softmax(row, gradient) - row[labels[sample]];
            gradient[labels[sample]] -= 1;
            foreach (ref float value in gradient)
            {
                value /= batchSize;
            }
        }

        return loss / batchSize;
    }

    /// <summary>Probabilities from the logits of one sample, both (classes); returns log Σ e^logit.</summary>
    public static double Softmax(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        float largest = float.NegativeInfinity;
        foreach (float logit in logits)
        {
            largest = MathF.Max(largest, logit);
        }

        float sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            // Less the largest, so that nothing overflows.
            probabilities[i] = MathF.Exp(logits[i] - largest);
            sum += probabilities[i];
        }

        foreach (ref float probability in probabilities)
        {
            probability /= sum;
        }

        return largest + Math.Log(sum);
    }
}
