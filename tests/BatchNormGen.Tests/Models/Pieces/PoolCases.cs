using BatchNormGen.Execution.Models;
using BatchNormGen.Tests.Reference;

namespace BatchNormGen.Tests.Models.Pieces;

/// <summary>Shapes of poolings, and values that are pooled.</summary>
internal static class PoolCases
{
    /// <summary>Every number of channels that lanes are left over with, and windows of all kinds.</summary>
    public static IEnumerable<(PoolShape Shape, int Samples)> All
    {
        get
        {
            int[] channels = [.. Enumerable.Range(1, 40), 64, 80, 144];
            foreach (int c in channels)
            {
                yield return (Of(c, 6, 7, kernel: 2, stride: 2, padding: 0), 3);
                yield return (Of(c, 7, 5, kernel: 3, stride: 2, padding: 1), 2);
            }

            var random = new Random(1);
            for (int i = 0; i < 120; i++)
            {
                int kernel = random.Next(1, 6), padding = random.Next(0, (kernel / 2) + 1), least = Math.Max(1, kernel - (2 * padding));
                yield return (
                    Of(channels[random.Next(channels.Length)], random.Next(least, 16), random.Next(least, 16), kernel, random.Next(1, 6), padding),
                    random.Next(1, 5));
            }
        }
    }

    public static PoolShape Of(int channels, int height, int width, int kernel, int stride, int padding) => new(
        channels, height, width, ((height + (2 * padding) - kernel) / stride) + 1, ((width + (2 * padding) - kernel) / stride) + 1, kernel, stride, padding);

    /// <summary>Values of which many are equal, zeros of both signs among them.</summary>
    public static float[] Levels(int seed, long length)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (int)length).Select(_ => MathF.Round((random.NextSingle() - 0.5f) * 8) / 4)];
    }

    public static float[] Normal(int seed, long length)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (int)length).Select(_ => (float)Samples.StandardNormal(random))];
    }
}
