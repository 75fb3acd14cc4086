using System.Runtime.CompilerServices;

namespace BatchNormGen.Statistics;

/// <summary>Where the two sums of each of several chunks are kept.</summary>
/// <param name="first">The first sums of the first chunk.</param>
/// <param name="chunkStride">From a chunk to the next.</param>
/// <param name="vectorStride">From the first sums of a chunk to the second.</param>
internal readonly unsafe struct ChunkSums(double* first, nint chunkStride, nint vectorStride)
{
    private readonly double* _first = first;
    private readonly nint _chunkStride = chunkStride;
    private readonly nint _vectorStride = vectorStride;

    /// <summary>The sums of a chunk.</summary>
    public SumVectors this[nint chunk]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_first + (chunk * _chunkStride), _first + (chunk * _chunkStride) + _vectorStride);
    }
}
