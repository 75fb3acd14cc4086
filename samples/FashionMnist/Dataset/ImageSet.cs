namespace FashionMnist.Dataset;

/// <summary>Images with their labels: pixels (N, 28, 28) from 0 to 255, labels (N) from 0 to 9.</summary>
internal sealed class ImageSet(ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels)
{
    public const int Side = 28;

    public const int ImageLength = Side * Side;

    public int Count => labels.Length;

    /// <summary>Writes the chosen images one after the other, as numbers from 0 to 1, and their labels.</summary>
    public void CopyTo(ReadOnlySpan<int> chosen, Span<float> images, Span<byte> imageLabels)
    {
        for (int i = 0; i < chosen.Length; i++)
        {
            ReadOnlySpan<byte> source = pixels.Span.Slice(chosen[i] * ImageLength, ImageLength);
            Span<float> target = images.Slice(i * ImageLength, ImageLength);
            for (int pixel = 0; pixel < source.Length; pixel++)
            {
                target[pixel] = source[pixel] / 255f;
            }

            imageLabels[i] = labels.Span[chosen[i]];
        }
    }
}
