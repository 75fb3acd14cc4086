using FashionMnist.Dataset;
using FashionMnist.Model;

namespace FashionMnist.Training;

/// <summary>Prediction over a whole set of images.</summary>
internal static class Evaluation
{
    private const int BatchSize = 256;

    /// <summary>The share of the images that the network classifies rightly.</summary>
    public static double Accuracy(LeNet network, ImageSet set)
    {
        byte[] labels = new byte[set.Count];
        float[] logits = Logits(network, set, BatchSize, labels);
        return (double)Classification.CountCorrect(logits, labels, LeNet.Classes) / set.Count;
    }

    /// <summary>Logits (N, 10) of all images, predicted in batches of the given size, and their labels (N).</summary>
    public static float[] Logits(LeNet network, ImageSet set, int batchSize, Span<byte> labels)
    {
        float[] logits = new float[set.Count * LeNet.Classes];
        float[] images = new float[Math.Min(batchSize, set.Count) * ImageSet.ImageLength];
        int[] all = [.. Enumerable.Range(0, set.Count)];
        for (int start = 0; start < set.Count; start += batchSize)
        {
            int count = Math.Min(batchSize, set.Count - start);
            set.CopyTo(all.AsSpan(start, count), images, labels[start..]);
            network.Predict(images, count).CopyTo(logits.AsSpan(start * LeNet.Classes));
        }

        return logits;
    }
}
