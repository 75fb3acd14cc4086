using System.Numerics;

namespace BatchNormGen.Tests.Reference;

/// <summary>Reproducible data.</summary>
internal static class Samples
{
    /// <summary>Normally distributed values; channel c has the mean <c>mean · (1 + c/10)</c> and the deviation <c>deviation · (1 + c/7)</c>.</summary>
    public static T[] Normal<T>(int seed, TensorShape shape, double mean = 0.3, double deviation = 1.5)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var values = new T[shape.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int c = shape.ChannelOf(i);
            values[i] = T.CreateTruncating((mean * (1 + (c % 10 / 10.0))) + (deviation * (1 + (c % 7 / 7.0)) * StandardNormal(random)));
        }

        return values;
    }

    /// <summary>Fills gamma with values around 1 and beta with values around 0, of both signs.</summary>
    public static void Parameters<T>(int seed, IReadOnlyList<Parameter<T>> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        foreach (Parameter<T> parameter in parameters)
        {
            double centre = parameter.Name == "gamma" ? 1 : 0;
            foreach (ref T value in parameter.Value)
            {
                value = T.CreateTruncating(centre + (0.7 * StandardNormal(random)));
            }
        }
    }

    public static double[] Widen<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = double.CreateTruncating(values[i]);
        }

        return wide;
    }

    public static T[] Narrow<T>(ReadOnlySpan<double> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var narrow = new T[values.Length];
        for (int i = 0; i < narrow.Length; i++)
        {
            narrow[i] = T.CreateTruncating(values[i]);
        }

        return narrow;
    }

    public static double StandardNormal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
