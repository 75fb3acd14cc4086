using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Statistics;

namespace BatchNormGen.Execution.RowNorm;

/// <summary>One call over rows, as its threads see it: blocks of rows, each of which is measured, mapped and left.</summary>
/// <remarks>Lives on the caller's stack for the time of the call. All memory is pinned.</remarks>
internal unsafe struct RowBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public RowNormCore<T> Layer;
    public nint Rows;
    public T* X;
    public T* Residual;
    public T* Result;

    /// <summary>Whether results are written past the caches.</summary>
    public bool Streams;

    /// <summary>Gamma and beta, in the form that kernels take.</summary>
    public CrossParameters<T> Cross;

    // Of gradients only.
    public T* Dy;
    public T* ResidualGradient;
    public ParameterSums? Sums;

    /// <summary>The blocks of a chunk: parameters' gradients are summed by chunk.</summary>
    public nint ChunkBlocks;

    /// <summary>The rows of a block. On those of gradients their bits depend; forward each row is on its own, and a block is a piece of work.</summary>
    public nint BlockRows;

    /// <summary>The rows that a sweep measures and maps at a time; 0 where rows are so long that they are measured in parts.</summary>
    public int SweepRows;

    /// <summary>What a row is measured by, and forward, mapped.</summary>
    public Phases<T> Statistics;

    /// <summary>The number of blocks.</summary>
    public readonly nint Blocks => (Rows + BlockRows - 1) / BlockRows;

    /// <summary>The number of chunks. It follows from the shape alone.</summary>
    public readonly nint Chunks => (Blocks + ChunkBlocks - 1) / ChunkBlocks;

    /// <summary>The number of bytes of one tensor.</summary>
    public readonly long Bytes => (long)Rows * Layer.Shape.NumFeatures * sizeof(T);

    /// <summary>A block of rows as a batch whose statistics are the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void OpenBlock(nint block, ChunkScratch<T> scratch, out BatchCall<T> call)
    {
        nint first = block * BlockRows;
        OpenRows(first, (int)Math.Min(BlockRows, Rows - first), scratch, out call);
    }

    /// <summary>Some rows as a batch whose statistics they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void OpenRows(nint first, int rows, ChunkScratch<T> scratch, out BatchCall<T> call)
    {
        nint offset = first * Layer.Shape.NumFeatures;
        call = default;
        call.Phases = Statistics;
        call.Kernels = Layer.Kernels.OfRows;
        call.Walk = Layer.Kernels.OfRows.Walk;
        call.Scratch = scratch;
        call.Division = call.Walk.Divide(samples: 1, Layer.Shape.NumFeatures) with { Features = rows, GroupFeatures = rows };
        call.X = X + offset;
        call.Residual = Residual is null ? null : Residual + offset;
        call.Dy = Dy is null ? null : Dy + offset;
        call.Result = Result + offset;
        call.ResidualGradient = ResidualGradient is null ? null : ResidualGradient + offset;
        call.Streams = Streams;
        call.Next = rows * Layer.Shape.NumFeatures;
        call.Epsilon = Layer.Settings.Epsilon;
        call.AveragedShare = 1;
        call.Mean = scratch.Mean;
        call.MeanRemainder = scratch.MeanRemainder;
        call.InverseDeviation = scratch.InverseDeviation;
        call.IsConstant = scratch.IsConstant;

        // What gamma and beta do goes across: a row as such has none.
        call.Beta = Layer.Zeros;
        call.Cross = Cross;
        call.SpreadMean = scratch.Mean;
        call.SpreadScale = scratch.Constants.Scale;
        call.SpreadShift = scratch.Constants.Shift;
    }
}
