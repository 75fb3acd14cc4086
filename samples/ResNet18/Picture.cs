using StbImageSharp;

namespace ImageClassifier;

/// <summary>A picture: red, green and blue of each pixel, from 0 to 255, row by row.</summary>
internal sealed record Picture(byte[] Pixels, int Width, int Height)
{
    public const int Colors = 3;

    /// <summary>Reads a PNG or JPEG file.</summary>
    /// <exception cref="InvalidDataException">The file is no such picture.</exception>
    public static Picture Read(string path)
    {
        try
        {
            ImageResult image = ImageResult.FromMemory(File.ReadAllBytes(path), ColorComponents.RedGreenBlue);
            return new(image.Data, image.Width, image.Height);
        }
        catch (Exception exception) when (exception is not (IOException or UnauthorizedAccessException))
        {
            throw new InvalidDataException($"{path}: not a picture that can be read ({exception.Message})", exception);
        }
    }

    /// <summary>Draws a sun over hills, so that there is something to look at without a file.</summary>
    public static Picture Draw()
    {
        const int Width = 400, Height = 300;
        byte[] pixels = new byte[Width * Height * Colors];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                double toSun = double.Hypot(x - 290, y - 90), hills = 200 + (25 * Math.Sin(x / 40.0)) + (15 * Math.Cos(x / 17.0));
                (byte Red, byte Green, byte Blue) color =
                    y > hills ? ((byte)40, (byte)Math.Max(60, 190 - (y / 2)), (byte)50)
                    : toSun < 35 ? ((byte)255, (byte)225, (byte)90)
                    : ((byte)(110 + (y / 3)), (byte)(160 + (y / 4)), (byte)235);
                (pixels[(((y * Width) + x) * Colors) + 0], pixels[(((y * Width) + x) * Colors) + 1], pixels[(((y * Width) + x) * Colors) + 2]) = color;
            }
        }

        return new(pixels, Width, Height);
    }
}
