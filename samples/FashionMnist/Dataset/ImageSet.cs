namespace FashionMnist.Dataset;

/// <summary>Images with their labels: pixels (N, 28, 28) from 0 to 255, labels (N) from 0 to 9.</summary>
internal sealed class ImageSet(ReadOnlyMemory<byte> pixels, ReadOnlyMemory<int> labels)
{
    public const int Side = 28;

    public const int ImageLength = Side * Side;

    public int Count => labels.Length;

    public ReadOnlySpan<int> Labels => labels.Span;

    /// <summary>The first images, or all of them if there are no more.</summary>
    public ImageSet First(int count) => new(pixels[..(Math.Min(count, Count) * ImageLength)], labels[..Math.Min(count, Count)]);

    /// <summary>Some images that lie side by side.</summary>
    public ImageSet Slice(Range range)
    {
        (int start, int count) = range.GetOffsetAndLength(Count);
        return new(pixels.Slice(start * ImageLength, count * ImageLength), labels.Slice(start, count));
    }

    /// <summary>All images in their order, batch by batch, in memory that the next batch overwrites.</summary>
    public IEnumerable<ReadOnlyMemory<float>> InOrder(int batchSize)
    {
        float[] images = new float[Math.Min(batchSize, Count) * ImageLength];
        for (int start = 0; start < Count; start += batchSize)
        {
            int count = Math.Min(batchSize, Count - start);
            for (int i = 0; i < count; i++)
            {
                CopyImage(start + i, images.AsSpan(i * ImageLength, ImageLength));
            }

            yield return images.AsMemory(0, count * ImageLength);
        }
    }

    /// <summary>Writes the chosen images one after the other, as numbers from 0 to 1, and their labels.</summary>
    public void CopyTo(ReadOnlySpan<int> chosen, Span<float> images, Span<int> imageLabels)
    {
        for (int i = 0; i < chosen.Length; i++)
        {
            CopyImage(chosen[i], images.Slice(i * ImageLength, ImageLength));
            imageLabels[i] = labels.Span[chosen[i]];
        }
    }

    private void CopyImage(int image, Span<float> target)
    {
        ReadOnlySpan<byte> source = pixels.Span.Slice(image * ImageLength, ImageLength);
        for (int pixel = 0; pixel < source.Length; pixel++)
        {
            target[pixel] = source[pixel] / 255f;
        }
    }
}
