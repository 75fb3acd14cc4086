using System.Numerics;
using BatchNormGen.Statistics;

namespace BatchNormGen.Population;

/// <summary>How a batch is divided for measuring its moments: into groups of channels, chunks and blocks. It follows from the shape alone.</summary>
/// <remarks>
/// <para>
/// In every layout the value of channel c at the inner position i of the outer position o lies at (o · Features + c) · Inner + i. Where
/// channels are innermost, Inner is 1 and Outer counts rows; where positions are, Outer counts samples.
/// </para>
/// <para>
/// With few inner positions each pair of channel and position is a <em>column</em>, and a lane; memory is walked row by row
/// (<see cref="ColumnSums{T}"/>). With many, a lane is a position, and memory is walked run by run (<see cref="RunSums{T}"/>).
/// </para>
/// </remarks>
/// <typeparam name="T">The type of a value.</typeparam>
internal unsafe struct DataWalk<T>
    where T : unmanaged
{
    /// <summary>The most numbers a group has in a vector of sums: three such vectors fit the first-level cache beside the data.</summary>
    public const int MaxColumns = 1024;

    /// <summary>So few inner positions are columns always: a run of them is too short to sum up by itself.</summary>
    private const int FewPositions = 32;

    /// <summary>So many are, if there are rows enough that spreading estimates over columns and adding these up counts for little.</summary>
    private const int SomePositions = 128;
    private const int ManyRows = 16;

    /// <summary>The columns of a group, unless it is the last, which may have twice as many less one.</summary>
    private const int GroupColumns = MaxColumns / 2;

    /// <summary>The channels of a group where lanes are positions.</summary>
    private const int GroupRuns = 32;

    /// <summary>The stripes whose sums are taken about one estimate: in quarters, so 128 additions one upon the other.</summary>
    private const int BlockStripes = 512;

    /// <summary>The values of a run, or of several of a channel, that are added up; twice as many less one if a run is so long. Lanes add 256 one upon the other at most.</summary>
    private const int BlockLength = 4096;

    /// <summary>Fewer columns than this are walked several rows side by side, if they do not fill whole vectors.</summary>
    private const int NarrowColumns = 64;

    private const int MaxChunks = 64;

    /// <summary>The most bytes that the moments of all chunks take, if there is more than one.</summary>
    private const int ChunkBytes = 1024 * 1024;

    public T* X;

    /// <summary>The moments of each chunk: <see cref="MomentsVector.Vectors"/> vectors of one number per channel.</summary>
    public double* Chunks;

    public readonly int Features;
    public readonly nint Outer;
    public readonly nint Inner;

    /// <summary>Whether a lane is a column; if not, it is a position.</summary>
    public readonly bool HasColumns;

    /// <summary>The rows that lie side by side to fill whole vectors; 1 where lanes are positions.</summary>
    public readonly int StripeRows;

    /// <summary>The channels of a group; the last group has the rest too.</summary>
    public readonly int GroupFeatures;

    public readonly int Groups;
    public readonly int ChunkCount;

    private readonly nint _blockOuter;
    private readonly nint _partsPerRun;
    private readonly nint _blocks;

    public DataWalk(int features, nint outer, nint inner)
    {
        Features = features;
        Outer = outer;
        Inner = inner;
        HasColumns = inner <= (outer < ManyRows ? FewPositions : SomePositions);
        GroupFeatures = HasColumns ? GroupColumns / (int)inner : GroupRuns;
        Groups = Math.Max(1, features / GroupFeatures);
        nint columns = inner * features;
        StripeRows = HasColumns && columns < NarrowColumns ? 8 / (1 << Math.Min(3, BitOperations.TrailingZeroCount(columns))) : 1;
        _blockOuter = HasColumns ? BlockStripes * StripeRows : Math.Max(1, BlockLength / inner);
        _partsPerRun = HasColumns ? 1 : Math.Max(1, inner / BlockLength);
        _blocks = (outer + _blockOuter - 1) / _blockOuter * _partsPerRun;
        nint most = Math.Clamp(ChunkBytes / (MomentsVector.Vectors * sizeof(double) * features), 1, MaxChunks);
        ChunkCount = (int)Math.Min(most, _blocks);
    }

    public readonly nint ChunkLength => (nint)MomentsVector.Vectors * Features;

    /// <summary>The number of values of a channel.</summary>
    public readonly nint Count => Outer * Inner;

    public readonly StatisticRange Channels(int group) =>
        new(group * GroupFeatures, group == Groups - 1 ? Features : (group + 1) * GroupFeatures);

    /// <summary>The blocks of a chunk: as many in each, but for one.</summary>
    public readonly (nint First, nint End) Blocks(int chunk) => (FirstBlock(chunk), FirstBlock(chunk + 1));

    public readonly DataBlock Block(nint block)
    {
        (nint outer, nint part) = Math.DivRem(block, _partsPerRun);
        nint first = outer * _blockOuter;
        nint begin = PartBegin(part);
        return new(first, Math.Min(_blockOuter, Outer - first), begin, PartBegin(part + 1) - begin);
    }

    /// <summary>The number of values of a channel in a chunk.</summary>
    public readonly nint CountOf(int chunk)
    {
        nint count = 0;
        (nint first, nint end) = Blocks(chunk);
        for (nint block = first; block < end; block++)
        {
            count += Block(block).Count;
        }

        return count;
    }

    private readonly nint FirstBlock(int chunk) => (nint)((Int128)_blocks * chunk / ChunkCount);

    private readonly nint PartBegin(nint part) => (nint)((long)Inner * part / _partsPerRun);
}

/// <summary>Outer and inner positions that are added up about one estimate of the mean.</summary>
/// <param name="First">The first outer position.</param>
/// <param name="Length">The number of outer positions.</param>
/// <param name="Begin">The first inner position.</param>
/// <param name="Width">The number of inner positions.</param>
internal readonly record struct DataBlock(nint First, nint Length, nint Begin, nint Width)
{
    /// <summary>The number of values of a channel.</summary>
    public nint Count => Length * Width;
}
