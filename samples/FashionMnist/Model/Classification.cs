using System.Numerics.Tensors;

namespace FashionMnist.Model;

/// <summary>From logits to classes.</summary>
internal static class Classification
{
    /// <summary>How many rows of logits (N, classes) are largest at their label.</summary>
    public static int CountCorrect(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, int classes)
    {
        int correct = 0;
        for (int sample = 0; sample < labels.Length; sample++)
        {
            if (TensorPrimitives.IndexOfMax(logits.Slice(sample * classes, classes)) == labels[sample])
            {
                correct++;
            }
        }

        return correct;
    }
}
