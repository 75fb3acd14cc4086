using System.Numerics.Tensors;
using FashionMnist.Dataset;

namespace FashionMnist.Training;

/// <summary>Computes logits (N, 10) of images (N, 1, 28, 28), as a network and its frozen copies do.</summary>
internal delegate void Predictor(ReadOnlySpan<float> images, Span<float> logits, int batchSize);

/// <summary>Prediction over a whole set of images.</summary>
internal static class Evaluation
{
    private const int BatchSize = 256;

    /// <summary>The share of the images that are classified rightly.</summary>
    public static double Accuracy(Predictor predictor, ImageSet set) => Accuracy(Logits(predictor, set), set);

    /// <summary>The share of the images that logits (N, 10) classify rightly.</summary>
    public static double Accuracy(float[] logits, ImageSet set) => (double)Classification.CountCorrect(logits, set.Labels) / set.Count;

    /// <summary>Logits (N, 10) of all images, predicted in batches of the given size.</summary>
    public static float[] Logits(Predictor predictor, ImageSet set, int batchSize = BatchSize)
    {
        float[] logits = new float[set.Count * FashionMnistData.Classes];
        int start = 0;
        foreach (ReadOnlyMemory<float> images in set.InOrder(batchSize))
        {
            int count = images.Length / ImageSet.ImageLength;
            predictor(images.Span, logits.AsSpan(start * FashionMnistData.Classes, count * FashionMnistData.Classes), count);
            start += count;
        }

        return logits;
    }

    /// <summary>How many images two predictions put into the same class, and how far their logits (N, 10) are apart at most.</summary>
    public static (int SameClass, float LargestDifference) Compare(float[] logits, float[] others)
    {
        int same = 0;
        for (int start = 0; start < logits.Length; start += FashionMnistData.Classes)
        {
            ReadOnlySpan<float> row = logits.AsSpan(start, FashionMnistData.Classes);
            same += TensorPrimitives.IndexOfMax(row) == TensorPrimitives.IndexOfMax<float>(others.AsSpan(start, FashionMnistData.Classes)) ? 1 : 0;
        }

        return (same, logits.Zip(others, (logit, other) => MathF.Abs(logit - other)).Max());
    }
}
