using BatchNormGen.Tests.Reference;

namespace BatchNormGen.Tests.Accuracy;

/// <summary>Data on which a careless sum, or squares about a careless estimate of the mean, lose their digits. Deviation 1, before scaling.</summary>
public enum Pattern
{
    Normal,
    FarFromZero,
    FarBelowZero,
    Drift,
    Step,
    OutlierFirst,
    FarFromTheFirstValue,
    OutlierLast,
    TwoValues,
    TwoFarValues,
    OneOddValue,
    EqualTerms,
    Alternating,
}

internal static class Patterns
{
    /// <summary>A channel's values in order, with the wanted deviation; |mean| / deviation stays at or below 1e4.</summary>
    public static double[] Channel(Pattern pattern, int seed, int count, double deviation)
    {
        var random = new Random(seed);
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Value(pattern, random, i, count);
        }

        ChannelMoments moments = ChannelMoments.Of(values);
        double factor = deviation / moments.Deviation;
        return Array.ConvertAll(values, value => value * factor);
    }

    private static double Value(Pattern pattern, Random random, int i, int count) => pattern switch
    {
        Pattern.Normal => Samples.StandardNormal(random),
        Pattern.FarFromZero => 0.97e4 + Samples.StandardNormal(random),
        Pattern.FarBelowZero => -0.97e4 + Samples.StandardNormal(random),
        Pattern.Drift => (1000.0 * i / count) + Samples.StandardNormal(random),
        Pattern.Step => (i < count / 3 ? 0 : 1000) + Samples.StandardNormal(random),
        Pattern.OutlierFirst => (i == 0 ? 1e4 : 0) + Samples.StandardNormal(random),
        Pattern.FarFromTheFirstValue => i == 0 ? 0 : 300 + Samples.StandardNormal(random),
        Pattern.OutlierLast => (i == count - 1 ? -1e4 : 3) + Samples.StandardNormal(random),
        Pattern.TwoValues => random.Next(2),
        Pattern.TwoFarValues => 4096 + random.Next(2),
        Pattern.OneOddValue => i == count / 2 ? 2 : 1,
        // Sums of equal terms round the same way every time.
        Pattern.EqualTerms => i < count - 2 ? 0.1 : 0.3,
        Pattern.Alternating => i % 2 == 0 ? -0.3 : 0.7,
        _ => throw new ArgumentOutOfRangeException(nameof(pattern)),
    };

    /// <summary>A batch whose channels all follow the pattern.</summary>
    public static double[] Batch(Pattern pattern, TensorShape shape, double deviation)
    {
        var batch = new double[shape.Length];
        for (int c = 0; c < shape.Channels; c++)
        {
            double[] values = Channel(pattern, 17 + c, shape.ValuesPerChannel, deviation);
            int[] indices = shape.IndicesOf(c);
            for (int i = 0; i < indices.Length; i++)
            {
                batch[indices[i]] = values[i];
            }
        }

        return batch;
    }
}
