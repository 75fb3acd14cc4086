using BatchNormGen.Memory;

namespace BatchNormGen.Execution;

/// <summary>Where results are written, beside what is read.</summary>
internal static unsafe class OutputPlaces
{
    /// <summary>
    /// Whether results may be written past the caches: not over what was read, which is in the cache, and two of them only side by side, so that
    /// whole 64 bytes begin at the same values.
    /// </summary>
    /// <param name="result">The result.</param>
    /// <param name="second">The second result, or null.</param>
    /// <param name="x">The input.</param>
    /// <param name="residual">What is added, or null.</param>
    /// <param name="dy">The gradient that arrives, or null.</param>
    public static bool AreApart<T>(T* result, T* second, T* x, T* residual, T* dy)
        where T : unmanaged
    {
        bool isInPlace = result == x || result == residual || result == dy;
        bool isSideBySide = second is null || (second != result && second != dy && ((nuint)second - (nuint)result) % CacheLine.Bytes == 0);
        return !isInPlace && isSideBySide;
    }
}
