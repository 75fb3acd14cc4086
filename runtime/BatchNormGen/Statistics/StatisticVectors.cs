namespace BatchNormGen.Statistics;

/// <summary>Where moments are kept: the mean is anchor + offset, the anchor a number of the element type near the mean.</summary>
internal readonly unsafe struct MomentVectors(double* anchor, double* offset, double* squaredDeviations)
{
    public double* Anchor { get; } = anchor;

    public double* Offset { get; } = offset;

    public double* SquaredDeviations { get; } = squaredDeviations;
}

/// <summary>Where two sums are kept.</summary>
internal readonly unsafe struct SumVectors(double* first, double* second)
{
    public double* First { get; } = first;

    public double* Second { get; } = second;
}

/// <summary>Where the sums of a block are kept, what they are about, and scratch memory for two vectors of sums in the element type.</summary>
internal readonly unsafe struct BlockVectors<T>(SumVectors sums, T* estimates, T* partials)
    where T : unmanaged
{
    /// <summary>Σ(x − estimate) and Σ(x − estimate)².</summary>
    public SumVectors Sums { get; } = sums;

    public T* Estimates { get; } = estimates;

    public T* Partials { get; } = partials;
}
