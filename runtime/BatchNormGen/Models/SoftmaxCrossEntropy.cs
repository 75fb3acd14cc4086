using System.Globalization;
using System.Runtime.InteropServices;
using BatchNormGen.Execution.Models;

namespace BatchNormGen.Models;

/// <summary>The loss of a classifier: the mean over the batch of −log softmax(logits)[label].</summary>
/// <remarks>
/// As <c>torch.nn.CrossEntropyLoss</c>. The largest logit of a sample is subtracted first, so that nothing overflows, and the logarithm of Σ e^logit is taken in double.
/// A model ends with its logits, without <c>Softmax()</c>. The bits are the same on every machine; nothing is allocated.
/// </remarks>
public static class SoftmaxCrossEntropy
{
    /// <summary>The loss, and its gradient with respect to the logits.</summary>
    /// <param name="logits">(N, classes), row by row. The number of classes is their length by that of <paramref name="labels"/>.</param>
    /// <param name="labels">The class of each sample, from 0 on; N of them.</param>
    /// <param name="dLogits">Receives (softmax − one-hot label) / N. It may be <paramref name="logits"/>, but must not overlap it in another way.</param>
    /// <returns>The mean loss. A logit that is a NaN or +∞ makes a NaN of it, and of the sample's gradient.</returns>
    /// <exception cref="ArgumentException">A length does not fit, there is no sample, or spans overlap. Nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class. Nothing is written.</exception>
    public static double Gradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> dLogits) => Gradient(logits, labels, dLogits, labels.Length);

    /// <summary>The same for one process's share of a batch.</summary>
    /// <param name="logits">(N, classes), row by row.</param>
    /// <param name="labels">The class of each sample, from 0 on; N of them.</param>
    /// <param name="dLogits">Receives (softmax − one-hot label) / <paramref name="batchSize"/>. It may be <paramref name="logits"/>.</param>
    /// <param name="batchSize">The number of samples that the loss is the mean of: N and those of the other processes.</param>
    /// <returns>The share of these samples in the mean loss: the sum over all processes is the loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit, there is no sample, or spans overlap. Nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or <paramref name="batchSize"/> is less than N. Nothing is written.</exception>
    public static unsafe double Gradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> dLogits, int batchSize)
    {
        Check(logits, labels);
        LossChecks.Lengths(nameof(SoftmaxCrossEntropy), nameof(dLogits), nameof(logits), logits.Length, dLogits.Length);
        LossChecks.Overlap(nameof(SoftmaxCrossEntropy), nameof(dLogits), dLogits, nameof(logits), logits);
        if (MemoryMarshal.Cast<int, float>(labels).Overlaps(dLogits))
        {
            throw new ArgumentException($"{nameof(SoftmaxCrossEntropy)}: expected {nameof(dLogits)} to share no memory with {nameof(labels)}.", nameof(dLogits));
        }

        if (batchSize < labels.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(batchSize), batchSize, $"{nameof(SoftmaxCrossEntropy)}: expected batchSize to be at least the number of labels, {labels.Length}; got {batchSize}. It counts the samples of all processes, these included.");
        }

        fixed (float* x = logits, dx = dLogits)
        {
            fixed (int* classes = labels)
            {
                return CrossEntropyCall.Run(x, classes, dx, logits.Length / labels.Length, labels.Length, batchSize);
            }
        }
    }

    /// <summary>The loss alone.</summary>
    /// <param name="logits">(N, classes), row by row. The number of classes is their length by that of <paramref name="labels"/>.</param>
    /// <param name="labels">The class of each sample, from 0 on; N of them.</param>
    /// <returns>The mean loss, the same to the bit as with a gradient.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or there is no sample.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public static unsafe double Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
    {
        Check(logits, labels);
        fixed (float* x = logits)
        {
            fixed (int* classes = labels)
            {
                return CrossEntropyCall.Run(x, classes, null, logits.Length / labels.Length, labels.Length, labels.Length);
            }
        }
    }

    private static void Check(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
    {
        if (labels.IsEmpty)
        {
            throw new ArgumentException($"{nameof(SoftmaxCrossEntropy)}: expected a label for each of at least one sample, got none.", nameof(labels));
        }

        if (logits.IsEmpty || logits.Length % labels.Length != 0)
        {
            throw new ArgumentException(
                $"{nameof(SoftmaxCrossEntropy)}: expected as many logits for each of {labels.Length} labels, one for each class, so a multiple of {labels.Length}; got {logits.Length}.", nameof(logits));
        }

        int classes = logits.Length / labels.Length;
        int wrong = labels.IndexOfAnyExceptInRange(0, classes - 1);
        if (wrong >= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(labels), labels[wrong], string.Create(CultureInfo.InvariantCulture, $"{nameof(SoftmaxCrossEntropy)}: expected labels from 0 to {classes - 1}, since there are {classes} classes; got {labels[wrong]} for sample {wrong}."));
        }
    }
}
