using System.Numerics;

namespace BatchNormGen.BitIdentity.Cases;

/// <summary>The values of batches, which follow from a seed and their place alone: the same on every machine and with every version of .NET.</summary>
internal static class SampleData
{
    /// <summary>Fills a batch channel by channel.</summary>
    public static T[] Batch<T>(LayerCase test, Pattern pattern, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = new T[test.Length];
        int count = test.BatchSize * test.Positions;
        for (int channel = 0; channel < test.Layer.Features; channel++)
        {
            for (int index = 0; index < count; index++)
            {
                int place = test.Layer.HasChannelsLast
                    ? index * test.Layer.Features + channel
                    : (index / test.Positions * test.Layer.Features + channel) * test.Positions + index % test.Positions;
                double noise = Noise(seed, place);
                values[place] = T.CreateTruncating(pattern switch
                {
                    Pattern.Offset => 3000 + noise,
                    Pattern.Constant when channel % 3 == 0 => 2.7,
                    Pattern.Drifting => noise + 20.0 * index / count,
                    _ => noise,
                });
            }
        }

        return values;
    }

    /// <summary>Fills a parameter with values around 1.</summary>
    public static void Fill<T>(Span<T> values, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(1 + Noise(seed, i) / 2);
        }
    }

    /// <summary>The difference of two numbers in [0, 1), each from a half of a hashed counter (SplitMix64).</summary>
    internal static double Noise(ulong seed, int place)
    {
        ulong bits = unchecked((seed << 40) + (ulong)place + 1) * 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        bits ^= bits >> 31;
        return ((bits >> 32) - (double)(uint)bits) / 4294967296.0;
    }
}
