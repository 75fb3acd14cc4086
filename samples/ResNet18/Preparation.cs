namespace ImageClassifier;

/// <summary>Makes of a picture what the network was trained on, as torchvision does: the shorter side becomes 256, the middle 224 × 224 are cut out, and each color is normalized.</summary>
internal static class Preparation
{
    public const int Side = 224;

    private const int ShorterSide = 256;

    /// <summary>Mean and deviation of red, green and blue in ImageNet.</summary>
    private static readonly (float Mean, float Deviation)[] Colors = [(0.485f, 0.229f), (0.456f, 0.224f), (0.406f, 0.225f)];

    /// <summary>The network's input: (3, 224, 224).</summary>
    public static float[] Of(Picture picture)
    {
        int shorter = Math.Min(picture.Width, picture.Height);
        Picture resized = Resampling.Resize(picture, (int)((long)picture.Width * ShorterSide / shorter), (int)((long)picture.Height * ShorterSide / shorter));

        // Math.Round is that of Python: halves go to the even neighbor.
        int left = (int)Math.Round((resized.Width - Side) / 2.0), top = (int)Math.Round((resized.Height - Side) / 2.0);
        float[] input = new float[Picture.Colors * Side * Side];
        for (int i = 0; i < input.Length; i++)
        {
            (int color, int place) = Math.DivRem(i, Side * Side);
            (int row, int column) = Math.DivRem(place, Side);
            byte value = resized.Pixels[((((top + row) * resized.Width) + left + column) * Picture.Colors) + color];
            input[i] = ((value / 255f) - Colors[color].Mean) / Colors[color].Deviation;
        }

        return input;
    }
}
