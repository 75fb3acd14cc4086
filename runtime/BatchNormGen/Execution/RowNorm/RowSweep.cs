using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution.RowNorm;

/// <summary>Goes through rows that are summed in one piece, in small blocks: what kernels are told is made once for all of them.</summary>
internal static unsafe class RowSweep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What is measured, mapped and left together: it stays in the first level, and so does what is asked of memory meanwhile for the next block.</summary>
    private const int BlockBytes = 24 * 1024;

    /// <summary>The rows of a block.</summary>
    public static int BlockRows(RowNormCore<T> layer) => Math.Clamp(BlockBytes / sizeof(T) / layer.Shape.NumFeatures, 1, layer.Kernels.Rows.Features);

    /// <summary>Measures and maps rows.</summary>
    /// <param name="batch">The call.</param>
    /// <param name="first">The first row.</param>
    /// <param name="end">The row behind the last one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(in RowBatch<T> batch, nint first, nint end)
    {
        RowNormCore<T> layer = batch.Layer;
        ChunkScratch<T> scratch = layer.Scratches.Rent();
        RowMeasuring<T>.Describe(scratch, out KernelArguments<T> measuring);
        batch.OpenRows(first, batch.SweepRows, scratch, out BatchCall<T> call);
        call.Phases.DescribeMap(ref call, out MapCall<T> map);
        for (nint row = first; row < end; row += batch.SweepRows)
        {
            nint offset = (row - first) * layer.Shape.NumFeatures;
            int rows = (int)Math.Min(batch.SweepRows, end - row);
            call.X = batch.X + (row * layer.Shape.NumFeatures);
            call.Division = call.Division with { Features = rows, GroupFeatures = rows };
            RowMeasuring<T>.Measure(layer, ref call, ref measuring);
            map.Arguments.Advance(offset, constants: 0, crossConstants: 0, out KernelArguments<T> mapping);
            mapping.Count = rows;
            map.Kernel.Run(in mapping, map.Streams);
        }

        layer.Scratches.Return(scratch);
        if (map.Streams)
        {
            StreamedStores.Publish();
        }
    }
}
