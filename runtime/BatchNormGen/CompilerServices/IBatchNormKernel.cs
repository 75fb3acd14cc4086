using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>What the kernels of every batch normalization layer share.</summary>
/// <typeparam name="T">The type of the layer's numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBatchNormKernel<T>
    where T : unmanaged
{
    /// <summary>The number of channels.</summary>
    static abstract int Features { get; }

    /// <summary>Added to the variance inside the square root.</summary>
    static abstract double Epsilon { get; }

    /// <summary>The most chunks that the values of a channel are measured in; each needs scratch memory for all channels.</summary>
    static abstract int MaxChunks { get; }

    /// <summary>Whether the unbiased variance is averaged, the biased one times n/(n − 1).</summary>
    static virtual bool AveragesUnbiasedVariance => false;

    /// <summary>Moves the moving statistics towards those of a batch. Layers without moving statistics leave it empty.</summary>
    /// <param name="movingMean">The moving mean of each channel.</param>
    /// <param name="movingVariance">The moving variance of each channel.</param>
    /// <param name="mean">The batch's mean of each channel.</param>
    /// <param name="variance">The batch's biased variance of each channel.</param>
    /// <param name="count">The number of values of a channel in the batch.</param>
    /// <param name="batch">The number of this batch, from 1.</param>
    static virtual void UpdateMovingStatistics(
        Span<T> movingMean, Span<T> movingVariance, ReadOnlySpan<double> mean, ReadOnlySpan<double> variance, long count, long batch)
    {
    }
}
