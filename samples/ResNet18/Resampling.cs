namespace ImageClassifier;

/// <summary>
/// Changes the size of pictures as Pillow does with its bilinear filter, which torchvision uses: each new value is the mean of the old ones around it, weighted by a triangle that is as much wider as the
/// picture becomes smaller. Columns first, then rows, rounded after each.
/// </summary>
internal static class Resampling
{
    public static Picture Resize(Picture picture, int width, int height) => ResizeRows(ResizeColumns(picture, width), height);

    private static Picture ResizeColumns(Picture picture, int width)
    {
        byte[] pixels = new byte[width * picture.Height * Picture.Colors];
        for (int column = 0; column < width; column++)
        {
            (int first, double[] weights) = Window(column, width, picture.Width);
            for (int row = 0; row < picture.Height; row++)
            {
                int start = ((row * picture.Width) + first) * Picture.Colors;
                WriteMean(picture.Pixels, start, Picture.Colors, weights, pixels.AsSpan(((row * width) + column) * Picture.Colors, Picture.Colors));
            }
        }

        return new(pixels, width, picture.Height);
    }

    private static Picture ResizeRows(Picture picture, int height)
    {
        int pitch = picture.Width * Picture.Colors;
        byte[] pixels = new byte[height * pitch];
        for (int row = 0; row < height; row++)
        {
            (int first, double[] weights) = Window(row, height, picture.Height);
            WriteMean(picture.Pixels, first * pitch, pitch, weights, pixels.AsSpan(row * pitch, pitch));
        }

        return new(pixels, picture.Width, height);
    }

    /// <summary>The first of the old places that a new one is made of, and the weights from there on.</summary>
    private static (int First, double[] Weights) Window(int place, int newLength, int oldLength)
    {
        double scale = (double)oldLength / newLength, center = (place + 0.5) * scale, width = Math.Max(1, scale);
        int first = Math.Max(0, (int)(center - width + 0.5)), end = Math.Min(oldLength, (int)(center + width + 0.5));
        double[] weights = [.. Enumerable.Range(first, end - first).Select(old => Math.Max(0, 1 - Math.Abs((old + 0.5 - center) / width)))];
        double sum = weights.Sum();
        return (first, [.. weights.Select(weight => weight / sum)]);
    }

    /// <summary>Means of values that lie a pitch apart.</summary>
    private static void WriteMean(byte[] values, int start, int pitch, double[] weights, Span<byte> means)
    {
        for (int i = 0; i < means.Length; i++)
        {
            double sum = 0.5;
            for (int tap = 0; tap < weights.Length; tap++)
            {
                sum += weights[tap] * values[start + (tap * pitch) + i];
            }

            means[i] = (byte)Math.Clamp(sum, 0, 255);
        }
    }
}
