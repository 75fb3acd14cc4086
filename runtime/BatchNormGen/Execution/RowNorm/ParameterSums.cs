using BatchNormGen.Memory;
using BatchNormGen.Statistics;

namespace BatchNormGen.Execution.RowNorm;

/// <summary>Scratch memory for the gradients of parameters: two sums per parameter and chunk.</summary>
internal sealed unsafe class ParameterSums
{
    private readonly VectorBlock<double> _block;

    public ParameterSums(int features, int maxChunks)
    {
        // Sums are added in groups of up to 16 lanes.
        int length = CacheLine.Pad<float>(features);
        _block = new(length, checked(2 * maxChunks));
        Chunks = new(_block.Take(2 * maxChunks), 2 * length, length);
        _block.AssertTaken();
    }

    /// <summary>The sums of each chunk.</summary>
    public ChunkSums Chunks { get; }
}
