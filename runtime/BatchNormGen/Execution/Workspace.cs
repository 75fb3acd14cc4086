namespace BatchNormGen.Execution;

/// <summary>The scratch memory of one call: vectors of one number a channel, padded to whole lanes.</summary>
internal sealed unsafe class Workspace<T>
    where T : unmanaged
{
    /// <summary>Vectors of doubles that every chunk has: see <see cref="Pass{T}"/>.</summary>
    public const int ChunkVectors = 5;

    /// <summary>Element vectors that every chunk has.</summary>
    public const int ChunkElementVectors = 3;

    private const int BatchVectors = 2;
    private const int BatchElementVectors = 12;

    private readonly double[] _doubles;
    private readonly T[] _elements;
    private readonly double* _doublesPointer;
    private readonly T* _elementsPointer;
    private readonly int _length;
    private readonly int _chunks;

    public Workspace(int vectorLength, int chunks)
    {
        _length = vectorLength;
        _chunks = chunks;
        _doubles = PinnedVectors.Allocate<double>(checked(((ChunkVectors * chunks) + BatchVectors) * vectorLength), out int firstDouble);
        _elements = PinnedVectors.Allocate<T>(checked(((ChunkElementVectors * chunks) + BatchElementVectors) * vectorLength), out int firstElement);
        _doublesPointer = PinnedVectors.Pointer(_doubles, firstDouble);
        _elementsPointer = PinnedVectors.Pointer(_elements, firstElement);
    }

    /// <summary>A vector of each chunk; those of one chunk lie side by side.</summary>
    public double* OfChunks(int vector) => _doublesPointer + ((nint)vector * _length);

    /// <summary>A vector of doubles of the batch.</summary>
    public double* OfBatch(int vector) => _doublesPointer + ((nint)((ChunkVectors * _chunks) + vector) * _length);

    /// <summary>An element vector of each chunk.</summary>
    public T* ElementsOfChunks => _elementsPointer;

    /// <summary>An element vector of the batch.</summary>
    public T* ElementsOfBatch(int vector) => _elementsPointer + ((nint)((ChunkElementVectors * _chunks) + vector) * _length);
}
