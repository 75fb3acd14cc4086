using System.Runtime.CompilerServices;
using BatchNormGen.Statistics;

namespace BatchNormGen.Population;

/// <summary>Measures a chunk of a group of channels, block by block.</summary>
/// <remarks>
/// <para>
/// A block is summed about an estimate e of its mean: S₁ = Σ(x − e), S₂ = Σ(x − e)². Its mean is e + S₁/n, its squared deviations are
/// S₂ − S₁²/n; r = S₁²/(n · S₂) tells how far e is from it. For the first block, e is the mean of its first values, and where r &gt; 1/2 the
/// block is summed again about its mean. For a later one e is the mean of all before it, and any r will do: what it lies away from
/// that is a part of the result. See docs/numerics.md for the errors.
/// </para>
/// </remarks>
internal static unsafe class PopulationChunk<T>
    where T : unmanaged
{
    /// <summary>How often the first block is summed at most: its mean lies within √n deviations of any of its values, so that one time more is enough.</summary>
    private const int MaxAttempts = 3;

    /// <summary>The outer and the inner positions whose mean is the first estimate.</summary>
    private const int FirstOuter = 16;
    private const int FirstInner = 64;

    [SkipLocalsInit]
    public static void Measure(in DataWalk<T> walk, int chunk, StatisticRange channels)
    {
        double* memory = stackalloc double[BlockSums.Length];
        BlockSums sums = new(memory);
        double* moments = walk.Chunks + (chunk * walk.ChunkLength) + channels.First;
        (nint block, nint end) = walk.Blocks(chunk);

        nint count = walk.Block(block).Count;
        MeasureFirst(in walk, channels, walk.Block(block), sums);
        Merge(moments, walk.Features, channels.Count, 0, sums, count);
        for (block++; block < end; block++)
        {
            new ReadOnlySpan<double>(moments, channels.Count).CopyTo(new Span<double>(sums.Estimates, channels.Count));
            DataBlock next = walk.Block(block);
            Add(in walk, channels, next, sums);
            Merge(moments, walk.Features, channels.Count, count, sums, next.Count);
            count += next.Count;
        }
    }

    private static void MeasureFirst(in DataWalk<T> walk, StatisticRange channels, DataBlock block, BlockSums sums)
    {
        // About the first value of each channel; all alike, they have exactly that mean.
        for (int c = channels.First; c < channels.End; c++)
        {
            T first = walk.X[(((block.First * walk.Features) + c) * walk.Inner) + block.Begin];
            sums.Estimates[c - channels.First] = WideLanes.Widen(first);
        }

        DataBlock part = block with { Length = Math.Min(block.Length, FirstOuter), Width = Math.Min(block.Width, FirstInner) };
        Add(in walk, channels, part, sums);
        MoveEstimates(sums, channels.Count, part.Count, leastDistance: 0);
        for (int attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            Add(in walk, channels, block, sums);
            if (attempt == MaxAttempts || !MoveEstimates(sums, channels.Count, block.Count, leastDistance: 0.5))
            {
                return;
            }
        }
    }

    private static void Add(in DataWalk<T> walk, StatisticRange channels, DataBlock block, BlockSums sums)
    {
        if (walk.HasColumns)
        {
            ColumnSums<T>.Add(in walk, channels, block, sums);
        }
        else
        {
            RunSums<T>.Add(in walk, channels, block, sums);
        }
    }

    /// <summary>Moves estimates to the mean of what was summed, if r is more than <paramref name="leastDistance"/>, and tells whether any moved.</summary>
    private static bool MoveEstimates(BlockSums sums, int channels, nint count, double leastDistance)
    {
        bool moved = false;
        for (int c = 0; c < channels; c++)
        {
            double sum = sums.Sums[c];
            if (sum * sum > sums.Squares[c] * (leastDistance * count))
            {
                double nearer = sums.Estimates[c] + (sum / count);
                moved |= nearer != sums.Estimates[c];
                sums.Estimates[c] = nearer;
            }
        }

        return moved;
    }

    private static void Merge(double* moments, int stride, int channels, nint count, BlockSums sums, nint blockCount)
    {
        for (int c = 0; c < channels; c += StatisticVector.Length)
        {
            MomentsVector block = MomentsVector.OfBlock(
                StatisticVector.Load(sums.Estimates, c, channels), StatisticVector.Load(sums.Sums, c, channels), StatisticVector.Load(sums.Squares, c, channels), blockCount);
            MomentsVector merged = count == 0 ? block : MomentsVector.Load(moments, stride, c, channels).Merge(count, block, blockCount);
            merged.Store(moments, stride, c, channels);
        }
    }
}
