using BatchNormGen.Benchmarks.Shapes;

namespace BatchNormGen.Benchmarks.Data;

/// <summary>Numbers that look like those of a network: bell-shaped, another mean and deviation for each channel, the same in every run.</summary>
internal static class SampleValues
{
    public static void Fill(Span<float> values, TensorShape shape, ulong seed, Func<int, float> mean, Func<int, float> deviation)
    {
        float[] means = [.. Enumerable.Range(0, shape.Features).Select(mean)];
        float[] deviations = [.. Enumerable.Range(0, shape.Features).Select(deviation)];
        ulong state = seed;
        if (shape.HasPlanes)
        {
            for (int plane = 0; plane * (long)shape.Positions < values.Length; plane++)
            {
                int c = plane % shape.Features;
                foreach (ref float value in values.Slice(plane * shape.Positions, shape.Positions))
                {
                    value = means[c] + (deviations[c] * Next(ref state));
                }
            }
        }
        else
        {
            for (int row = 0; row * (long)shape.Features < values.Length; row++)
            {
                Span<float> channels = values.Slice(row * shape.Features, shape.Features);
                for (int c = 0; c < channels.Length; c++)
                {
                    channels[c] = means[c] + (deviations[c] * Next(ref state));
                }
            }
        }
    }

    /// <summary>The sum of four uniform numbers, scaled to mean 0 and deviation 1.</summary>
    private static float Next(ref ulong state)
    {
        // SplitMix64.
        state += 0x9E3779B97F4A7C15;
        ulong bits = state;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        bits ^= bits >> 31;
        int sum = (int)(bits & 0xFFFF) + (int)((bits >> 16) & 0xFFFF) + (int)((bits >> 32) & 0xFFFF) + (int)(bits >> 48);
        return ((sum / 65536f) - 2f) * 1.7320508f;
    }
}
