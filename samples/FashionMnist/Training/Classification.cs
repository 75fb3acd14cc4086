using System.Numerics.Tensors;

namespace FashionMnist.Training;

/// <summary>From logits to classes.</summary>
internal static class Classification
{
    /// <summary>How many rows of logits (N, classes) are largest at their label.</summary>
    public static int CountCorrect(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
    {
        int correct = 0;
        for (int sample = 0; sample < labels.Length; sample++)
        {
            int classes = logits.Length / labels.Length;
            if (TensorPrimitives.IndexOfMax(logits.Slice(sample * classes, classes)) == labels[sample])
            {
                correct++;
            }
        }

        return correct;
    }
}
