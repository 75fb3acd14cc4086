using System.Runtime.CompilerServices;
using BatchNormGen.Memory;

namespace BatchNormGen.Statistics;

/// <summary>Scratch memory for the gradients of parameters: two sums per parameter and chunk.</summary>
internal sealed unsafe class ParameterSums
{
    private readonly VectorBlock<double> _block;
    private readonly int _length;

    public ParameterSums(int features, int maxChunks)
    {
        // Sums are added in groups of up to 16 lanes.
        _length = CacheLine.Pad<float>(features);
        _block = new(_length, checked(2 * maxChunks));
        Chunks = new(_block.Take(2 * maxChunks), 2 * (nint)_length, _length);
        _block.AssertTaken();
    }

    /// <summary>The sums of each chunk.</summary>
    public ChunkSums Chunks { get; }

    /// <summary>Sets the sums of a chunk to zero.</summary>
    public void Clear(nint chunk)
    {
        new Span<double>(Chunks[chunk].First, _length).Clear();
        new Span<double>(Chunks[chunk].Second, _length).Clear();
    }

    /// <summary>Merges the sums of all chunks, and adds them to gradients: the first sums to those of the first, the second to those of the second.</summary>
    /// <param name="chunks">The number of chunks.</param>
    /// <param name="features">The number of parameters.</param>
    /// <param name="first">The gradients of gamma, or null; then the first sums are those of beta.</param>
    /// <param name="second">The gradients of beta, or null.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void AddTo<T>(int chunks, int features, T* first, T* second)
        where T : unmanaged
    {
        StatisticRange all = new(0, features);
        ChunkMerging.MergeSums(Chunks, chunks, all);
        if (first is not null)
        {
            StatisticWork.Run(all, new Addition<T>(first, Chunks[0].First));
        }

        if (second is not null)
        {
            StatisticWork.Run(all, new Addition<T>(second, first is null ? Chunks[0].First : Chunks[0].Second));
        }
    }

    private readonly struct Addition<T>(T* gradients, double* sums) : IStatisticWork
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount =>
            StatisticVector.Store(gradients, c, count, StatisticVector.Load(gradients, c, count) + StatisticVector.Load(sums, c, count));
    }
}
