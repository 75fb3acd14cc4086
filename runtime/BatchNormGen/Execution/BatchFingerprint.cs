using System.Runtime.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Some values of a training batch, by which <c>Backward</c> notices that it is handed another, or this one overwritten.</summary>
/// <remarks>A safety net, no proof: a batch that differs elsewhere only passes.</remarks>
internal unsafe struct BatchFingerprint<T>
    where T : unmanaged
{
    private const int Values = 32;

    /// <summary>2³²/φ: steps of the golden ratio spread over any length, and meet samples, channels and positions in turn (Knuth, TAOCP 3, 6.4).</summary>
    private const uint GoldenStep = 2654435769;

    private Bits _bits;

    /// <summary>Remembers a batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(ReadOnlySpan<T> x)
    {
        for (int i = 0; i < Values && !x.IsEmpty; i++)
        {
            _bits[i] = BitsOf(x[Index(i, x.Length)]);
        }
    }

    /// <summary>The index of a value that is not as it was; −1 where all are. The length must be that of the batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly int FirstDifference(ReadOnlySpan<T> x)
    {
        for (int i = 0; i < Values && !x.IsEmpty; i++)
        {
            int index = Index(i, x.Length);
            if (_bits[i] != BitsOf(x[index]))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>The place of a value: all of a short batch, in order; the first and the last are always among them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Index(int i, int length) =>
        length <= Values ? Math.Min(i, length - 1)
        : i == Values - 1 ? length - 1
        : (int)(((ulong)((uint)i * GoldenStep) * (uint)length) >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong BitsOf(T value) =>
        sizeof(T) == sizeof(double) ? Unsafe.BitCast<T, ulong>(value) : Unsafe.BitCast<T, uint>(value);

    [InlineArray(Values)]
    private struct Bits
    {
        private ulong _first;
    }
}
