using System.Numerics.Tensors;
using FashionMnist.Dataset;
using FashionMnist.Model;

namespace FashionMnist.Training;

/// <summary>Prediction over a whole set of images.</summary>
internal static class Evaluation
{
    private const int BatchSize = 256;

    /// <summary>The share of the images that the network classifies rightly.</summary>
    public static double Accuracy(LeNet network, ImageSet set) => Accuracy(Logits(network, set, BatchSize), set);

    /// <summary>The share of the images that logits (N, 10) classify rightly.</summary>
    public static double Accuracy(float[] logits, ImageSet set) =>
        (double)Classification.CountCorrect(logits, set.Labels, LeNet.Classes) / set.Count;

    /// <summary>Logits (N, 10) of all images, predicted in batches of the given size.</summary>
    public static float[] Logits(LeNet network, ImageSet set, int batchSize = BatchSize)
    {
        float[] logits = new float[set.Count * LeNet.Classes];
        foreach ((float[] images, int start, int count) in set.InOrder(batchSize))
        {
            network.Predict(images, count).CopyTo(logits.AsSpan(start * LeNet.Classes));
        }

        return logits;
    }

    /// <summary>How many images two predictions put into the same class, and how far their logits (N, 10) are apart at most.</summary>
    public static (int SameClass, float LargestDifference) Compare(float[] logits, float[] others)
    {
        int same = 0;
        for (int start = 0; start < logits.Length; start += LeNet.Classes)
        {
            ReadOnlySpan<float> row = logits.AsSpan(start, LeNet.Classes);
            same += TensorPrimitives.IndexOfMax(row) == TensorPrimitives.IndexOfMax<float>(others.AsSpan(start, LeNet.Classes)) ? 1 : 0;
        }

        return (same, logits.Zip(others, (logit, other) => MathF.Abs(logit - other)).Max());
    }
}
