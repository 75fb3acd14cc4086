namespace BatchNormGen.Models.Tests.Cases;

/// <summary>Numbers that follow from a seed.</summary>
internal static class Numbers
{
    /// <summary>Numbers around 0, mostly within ±2; none of them is near 0, where activations have kinks.</summary>
    public static float[] Batch(int length, int seed)
    {
        Random random = new(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
        {
            double normal = (random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2) * 1.7;
            values[i] = (float)(normal + (normal < 0 ? -0.001 : 0.001));
        }

        return values;
    }

    /// <summary>Adds a number of at most that size to each.</summary>
    public static void Shake(Span<float> values, double size, int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += (float)(size * ((2 * random.NextDouble()) - 1));
        }
    }
}
