using System.Runtime.CompilerServices;
using BatchNormGen.Memory;

namespace BatchNormGen.Statistics;

/// <summary>The scratch memory of one call: vectors of one number per statistic, for every chunk and for the batch.</summary>
/// <remarks>The vectors of one chunk lie side by side, those of the next behind them.</remarks>
internal sealed unsafe class ChunkScratch<T>
    where T : unmanaged
{
    /// <summary>Anchor, offset, squared deviations, and the two sums of a block.</summary>
    private const int SumsOfChunk = 5;

    /// <summary>The estimates of a block's means, and the partial sums of two sums.</summary>
    private const int ChunkElements = 3;

    /// <summary>Mean and variance of the batch, and what rounding the mean takes off.</summary>
    private const int BatchNumbers = 3;

    /// <summary>Mean and inverse deviation; the constants of a map; the same spread along a stripe; flags.</summary>
    private const int BatchElements = 2 + (2 * MapConstants<T>.Vectors) + 1;

    private readonly VectorBlock<double> _doubles;
    private readonly VectorBlock<T> _elements;
    private readonly int _length;
    private readonly double* _chunkSums;
    private readonly T* _chunkElements;

    public ChunkScratch(int vectorLength, int maxChunks)
    {
        _length = vectorLength;
        _doubles = new(CacheLine.Pad<double>(vectorLength), checked((SumsOfChunk * maxChunks) + BatchNumbers));
        _elements = new(vectorLength, checked((ChunkElements * maxChunks) + BatchElements));
        _chunkSums = _doubles.Take(SumsOfChunk * maxChunks);
        BatchMean = _doubles.Take();
        BatchVariance = _doubles.Take();
        MeanRemainder = _doubles.Take();
        _doubles.AssertTaken();

        _chunkElements = _elements.Take(ChunkElements * maxChunks);
        Mean = _elements.Take();
        InverseDeviation = _elements.Take();
        IsConstant = _elements.Take();
        Constants = new(_elements.Take(), _elements.Take(), _elements.Take(), _elements.Take(), _elements.Take());
        SpreadConstants = new(_elements.Take(), _elements.Take(), _elements.Take(), _elements.Take(), _elements.Take());
        _elements.AssertTaken();
    }

    /// <summary>The batch's means, in double.</summary>
    public double* BatchMean { get; }

    /// <summary>The batch's variances, in double.</summary>
    public double* BatchVariance { get; }

    /// <summary>For calls that have no such vector of the layer's: the mean rounded to the element type.</summary>
    public T* Mean { get; }

    /// <summary>What that rounding took off.</summary>
    public double* MeanRemainder { get; }

    /// <summary>1/√(variance + epsilon).</summary>
    public T* InverseDeviation { get; }

    /// <summary>Not zero where all values are equal.</summary>
    public T* IsConstant { get; }

    /// <summary>The constants of a map.</summary>
    public MapConstants<T> Constants { get; }

    /// <summary>The same in the form that kernels take.</summary>
    public MapConstants<T> SpreadConstants { get; }

    /// <summary>The moments of a chunk; in the memory of these, gradients are summed: see <see cref="Sums"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MomentVectors Moments(int chunk)
    {
        double* vectors = Chunk(chunk);
        return new(vectors, vectors + _length, vectors + (2 * _length));
    }

    /// <summary>Two sums of each chunk.</summary>
    public ChunkSums Sums
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_chunkSums, (nint)SumsOfChunk * _length, _length);
    }

    /// <summary>What a block of a chunk is summed with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BlockVectors<T> Block(int chunk)
    {
        double* vectors = Chunk(chunk);
        T* elements = _chunkElements + ((nint)chunk * ChunkElements * _length);
        return new(new(vectors + (3 * _length), vectors + (4 * _length)), elements, elements + _length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double* Chunk(int chunk) => _chunkSums + ((nint)chunk * SumsOfChunk * _length);
}
