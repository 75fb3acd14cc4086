using System.Numerics;

namespace BatchNormGen.Tests.Functions;

/// <summary>Finite arguments: of all exponents, denormal ones included, most where functions bend, and those beside the borders of their parts.</summary>
internal static class FunctionSamples
{
    public static float[] Floats { get; } = Filled([.. Spread(-149, 127, 400, 4000).Select(static z => (float)z).Where(float.IsFinite), .. Near<float>(float.BitIncrement, float.BitDecrement)]);

    public static double[] Doubles { get; } = Filled([.. Spread(-1074, 1023, 4, 400).Where(double.IsFinite), .. Near<double>(double.BitIncrement, double.BitDecrement)]);

    /// <summary>Values with any exponent from a lowest to a highest, more of them from 2⁻¹⁰ to 2⁶, and few beyond 2¹² where nothing happens.</summary>
    private static IEnumerable<double> Spread(int lowest, int highest, int each, int bending)
    {
        var random = new Random(1);
        for (int exponent = lowest; exponent <= highest; exponent++)
        {
            for (int i = 0; i < (exponent is >= -10 and < 6 ? bending : each); i++)
            {
                double z = Math.ScaleB(1 + random.NextDouble(), exponent);
                yield return z;
                yield return -z;
            }
        }
    }

    /// <summary>Kinks, ends of polynomials, where powers vanish and where exponents are rounded the other way; each with its neighbours.</summary>
    private static IEnumerable<T> Near<T>(Func<T, T> next, Func<T, T> previous)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] ends = [0, 3, 6, 6.5, 8.5, 9, double.MaxValue];
        IEnumerable<double> powers = ((int[])[64, 127, 191, 1023, 1087]).SelectMany(static n => (double[])[n * Math.Log(2), n * Math.Log(2) / 2, Math.Sqrt(2 * n * Math.Log(2))]);
        IEnumerable<double> roundings = Enumerable.Range(0, 1100).SelectMany(static n => (double[])[(n + 0.5) * Math.Log(2), (n + 0.5) * Math.Log(2) / 2]);
        foreach (double border in (IEnumerable<double>)[.. ends, .. powers, .. roundings])
        {
            T above = T.CreateSaturating(border), below = above;
            for (int i = 0; i < 3; i++)
            {
                foreach (T z in (T[])[above, below, -above, -below])
                {
                    if (T.IsFinite(z))
                    {
                        yield return z;
                    }
                }

                (above, below) = (next(above), previous(below));
            }
        }

        yield return T.Epsilon;
        yield return -T.Epsilon;
        yield return T.NegativeZero;
    }

    /// <summary>To whole groups of lanes.</summary>
    private static T[] Filled<T>(T[] values)
    {
        Array.Resize(ref values, (values.Length + 15) / 16 * 16);
        return values;
    }
}
