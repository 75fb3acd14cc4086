namespace BatchNormGen.Execution;

/// <summary>One call of a layer, as its threads see it: where everything is, and how large.</summary>
/// <remarks>
/// Lives on the caller's stack for the time of the call. All memory is pinned. Vectors hold one number a channel, padded to whole
/// lanes. A chunk's vectors lie side by side, <see cref="ChunkStride"/> doubles before those of the next.
/// </remarks>
internal unsafe struct Pass<T>
    where T : unmanaged
{
    /// <summary>The input.</summary>
    public T* X;

    /// <summary>The gradient that arrives; null in forward calls.</summary>
    public T* Dy;

    /// <summary>The result: y, or dx.</summary>
    public T* Result;

    /// <summary>Whether the result is written past the caches.</summary>
    public bool Streams;

    public int Features;

    /// <summary>The length of a vector in scratch memory: one number a channel or a lane of a stripe, and the padding.</summary>
    public int VectorLength;

    public nint Samples;
    public nint Positions;
    public double Epsilon;

    /// <summary>What of the biased variance is averaged: 1, or n/(n − 1) where that is the unbiased one.</summary>
    public double AveragedShare;

    /// <summary>Set by any thread that came upon moments which are infinite or no numbers in the element type.</summary>
    public bool FoundNotFinite;

    /// <summary>The number of chunks that the values of a channel are measured in.</summary>
    public int Chunks;

    /// <summary>The length of a chunk, in the traversal's own unit.</summary>
    public nint ChunkLength;

    public nint ChunkStride;

    // While moments are measured: the mean is Anchor + Offset, where Anchor is a number of the element type near the mean.
    public double* Anchor;
    public double* Offset;
    public double* SquaredDeviations;
    public double* BlockSums;
    public double* BlockSquares;

    /// <summary>The element vectors of the first chunk: see <see cref="ChunkElements"/>.</summary>
    public T* ElementsOfChunks;

    // While gradients are summed, in the memory of the moments.
    public double* GradientSums;
    public double* GradientProducts;

    // The batch's moments, in double.
    public double* BatchMean;
    public double* BatchVariance;

    // What normalizing uses: the mean rounded to the element type, what the rounding took off (null where the mean is exact),
    // and 1/√(variance + epsilon).
    public T* Mean;
    public T* MeanRemainder;
    public T* InverseDeviation;

    public T* Gamma;
    public T* Beta;
    public T* GammaGradient;
    public T* BetaGradient;

    // The constants of the maps: y = (x − Mean) · Scale + Shift, dx = ((dy − GradientOffset) − (x − Mean) · Slope) · Scale.
    public T* Scale;
    public T* Shift;
    public T* GradientOffset;
    public T* Slope;

    // The same along a stripe of rows, where channels are innermost.
    public T* StripeMean;
    public T* StripeScale;
    public T* StripeShift;
    public T* StripeOffset;
    public T* StripeSlope;

    /// <summary>A chunk's vectors of the element type: the estimates of its block's means, and two of partial sums.</summary>
    public readonly T* ChunkElements(int chunk) => ElementsOfChunks + ((nint)chunk * Workspace<T>.ChunkElementVectors * VectorLength);

    /// <summary>The number of values of a channel.</summary>
    public readonly nint Count => Samples * Positions;

    /// <summary>The number of bytes of one tensor.</summary>
    public readonly long Bytes => (long)Count * Features * sizeof(T);

    /// <summary>Lends the memory that measuring moments or summing gradients needs.</summary>
    public void Use(Workspace<T> workspace)
    {
        ChunkStride = (nint)Workspace<T>.ChunkVectors * VectorLength;
        Anchor = GradientSums = workspace.OfChunks(0);
        Offset = GradientProducts = workspace.OfChunks(1);
        SquaredDeviations = workspace.OfChunks(2);
        BlockSums = workspace.OfChunks(3);
        BlockSquares = workspace.OfChunks(4);
        ElementsOfChunks = workspace.ElementsOfChunks;
        BatchMean = workspace.OfBatch(0);
        BatchVariance = workspace.OfBatch(1);
        Scale = workspace.ElementsOfBatch(0);
        Shift = workspace.ElementsOfBatch(1);
        GradientOffset = workspace.ElementsOfBatch(2);
        Slope = workspace.ElementsOfBatch(3);
        Mean = workspace.ElementsOfBatch(4);
        MeanRemainder = workspace.ElementsOfBatch(5);
        InverseDeviation = workspace.ElementsOfBatch(6);
        StripeMean = workspace.ElementsOfBatch(7);
        StripeScale = workspace.ElementsOfBatch(8);
        StripeShift = workspace.ElementsOfBatch(9);
        StripeOffset = workspace.ElementsOfBatch(10);
        StripeSlope = workspace.ElementsOfBatch(11);
    }
}
