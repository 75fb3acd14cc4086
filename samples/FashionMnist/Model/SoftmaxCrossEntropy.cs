namespace FashionMnist.Model;

/// <summary>The loss of a classifier: the mean over the batch of −log softmax(logits)[label].</summary>
internal static class SoftmaxCrossEntropy
{
    /// <summary>The loss of logits (N, classes), and its gradient with respect to them.</summary>
    public static double Gradient(
        ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, int classes, Span<float> dLogits)
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
                value /= labels.Length;
            }
        }

        return loss / labels.Length;
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
