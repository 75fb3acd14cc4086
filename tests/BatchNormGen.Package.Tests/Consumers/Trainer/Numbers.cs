using System.Numerics;

namespace Trainer;

/// <summary>Numbers that are the same everywhere: a linear congruential generator, and no function of the mathematics library.</summary>
internal sealed class Numbers(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Values in [-1, 1) with 24 significant bits, shifted and scaled.</summary>
    public T[] Next<T>(int count, double offset = 0, double factor = 1)
        where T : IFloatingPointIeee754<T>
    {
        T[] values = new T[count];
        for (int i = 0; i < values.Length; i++)
        {
            _state = (_state * 6364136223846793005) + 1442695040888963407;
            double unit = (((long)(_state >> 40)) / 8388608.0) - 1;
            values[i] = T.CreateTruncating(offset + (factor * unit));
        }

        return values;
    }
}
