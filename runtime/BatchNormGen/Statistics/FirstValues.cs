using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.Memory;

namespace BatchNormGen.Statistics;

/// <summary>The first values of a row, as a first estimate of its mean.</summary>
internal static unsafe class FirstValues
{
    /// <summary>Their mean, rounded: taken about the first one, so that of equal values it is that value.</summary>
    /// <param name="x">The first value.</param>
    /// <param name="length">Their number: so few that no sum of them has to be widened.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Mean<T>(T* x, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T first = *x;
        Vector512<T> origin = Vector512.Create(first), sums = Vector512<T>.Zero;
        int i = 0;
        for (; i <= length - CacheLine.Length<T>(); i += CacheLine.Length<T>())
        {
            sums += Vector512.Load(x + i) - origin;
        }

        // In an order of its own, so that it is the same with vectors of any width.
        Vector256<T> half = sums.GetLower() + sums.GetUpper();
        Vector128<T> quarter = half.GetLower() + half.GetUpper();
        T sum = T.Zero;
        for (int lane = 0; lane < Vector128<T>.Count; lane++)
        {
            sum += quarter[lane];
        }

        for (; i < length; i++)
        {
            sum += x[i] - first;
        }

        return first + (sum / T.CreateTruncating(length));
    }
}
