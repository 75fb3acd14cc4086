using BatchNormGen.Memory;

namespace BatchNormGen.Execution;

/// <summary>Where results are written, beside what is read.</summary>
internal static unsafe class OutputPlaces
{
    /// <summary>Where the gradient of a residual is written: where nobody wants it, the gradient of x is written over it; null in a layer without.</summary>
    /// <param name="hasResidual">Whether the layer has a residual.</param>
    /// <param name="wanted">Where it is wanted, or null.</param>
    /// <param name="dx">Where the gradient of x is written.</param>
    public static T* OfResidualGradient<T>(bool hasResidual, T* wanted, T* dx)
        where T : unmanaged => !hasResidual ? null : wanted is null ? dx : wanted;

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
