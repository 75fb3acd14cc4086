using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Execution.BatchNorm;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;
using BatchNormGen.Threading;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution.RowNorm;

/// <summary>The two directions of a layer that normalizes rows: check, compute.</summary>
internal static unsafe class RowNormCalls<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The least bytes of a piece of work, some microseconds of it.</summary>
    private const int LeastPieceBytes = 64 * 1024;

    /// <summary>Runs the initializers of what calls read: see <see cref="BatchNormCalls{T}.Initialize"/>.</summary>
    public static void Initialize()
    {
        BatchNormCalls<T>.Initialize();
        RuntimeHelpers.RunClassConstructor(typeof(MeanSquarePhases<T>).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(MeanSquareGradientPhases<T>).TypeHandle);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(RowNormCore<T> layer, ReadOnlySpan<T> x, Span<T> y, nint rows)
    {
        CallChecks.Forward<T>(layer.Shape, x, y);
        if (rows > 0)
        {
            fixed (T* input = x, output = y)
            {
                Run(layer, rows, input, residual: null, output);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(RowNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, Span<T> y, nint rows)
    {
        CallChecks.Forward<T>(layer.Shape, x, residual, y);
        if (rows > 0)
        {
            fixed (T* input = x, added = residual, output = y)
            {
                Run(layer, rows, input, added, output);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(RowNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, nint rows)
    {
        CallChecks.Backward<T>(layer.Shape, x, dy, dx);
        RunBackward(layer, x, default, dy, dx, default, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        RowNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual, nint rows)
    {
        CallChecks.Backward<T>(layer.Shape, x, residual, dy, dx, dresidual, needsResidual: layer.Settings.HasActivation);
        RunBackward(layer, x, residual, dy, dx, dresidual, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(RowNormCore<T> layer, nint rows, T* x, T* residual, T* y)
    {
        RowBatch<T> batch = default;
        batch.Layer = layer;
        batch.Rows = rows;
        batch.X = x;
        batch.Residual = residual;
        batch.Result = y;
        int threads = WorkPartition.Threads(layer.MaxDegreeOfParallelism, (residual is null ? 2 : 3) * batch.Bytes);
        nint leastRows = Math.Max(1, LeastPieceBytes / sizeof(T) / layer.Shape.NumFeatures);
        batch.BlockRows = IsDivided(layer) ? leastRows : WorkPartition.PieceOf(rows, threads, leastRows);
        batch.ChunkBlocks = 1;
        batch.SweepRows = IsDivided(layer) ? 0 : RowSweep<T>.BlockRows(layer);
        batch.Statistics = StatisticsOf(layer);
        batch.Streams = StreamingThreshold.IsReached(batch.Bytes) && OutputPlaces.AreApart(y, null, x, residual, null)
            && layer.Kernels.OfRows.Walk.CanStream(y, layer.Shape.NumFeatures);
        ParameterCopy<T>? copy = UseParameters(ref batch);
        if (batch.Blocks >= threads || !IsDivided(layer))
        {
            WorkPartition.For(batch.Blocks, threads, &RunBlock, Unsafe.AsPointer(ref batch));
        }
        else
        {
            RunDividedRows(ref batch, threads);
        }

        Return(layer, copy);
    }

    /// <summary>Whether a row is so long that it is measured in chunks, which threads can share.</summary>
    private static bool IsDivided(RowNormCore<T> layer) => layer.Kernels.OfRows.Walk.MaxChunks > 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunBlock(void* context, nint block)
    {
        ref RowBatch<T> batch = ref Unsafe.AsRef<RowBatch<T>>(context);
        if (batch.SweepRows > 0)
        {
            RowSweep<T>.Forward(in batch, block * batch.BlockRows, Math.Min((block + 1) * batch.BlockRows, batch.Rows));
            return;
        }

        ChunkScratch<T> scratch = batch.Layer.Scratches.Rent();
        batch.OpenBlock(block, scratch, out BatchCall<T> call);
        PhasedRun<T>.Run(ref call, threads: 1);
        batch.Layer.Scratches.Return(scratch);
    }

    /// <summary>Row after row, each by all threads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunDividedRows(ref RowBatch<T> batch, int threads)
    {
        ChunkScratch<T> scratch = batch.Layer.Scratches.Rent();
        for (nint block = 0; block < batch.Blocks; block++)
        {
            batch.OpenBlock(block, scratch, out BatchCall<T> call);
            PhasedRun<T>.Run(ref call, threads);
        }

        batch.Layer.Scratches.Return(scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunBackward(
        RowNormCore<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> residual, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dresidual, nint rows)
    {
        if (rows == 0)
        {
            return;
        }

        layer.BeginChange(nameof(Backward));
        try
        {
            fixed (T* input = x, added = residual, arriving = dy, output = dx, second = dresidual)
            {
                RowBatch<T> batch = default;
                batch.Layer = layer;
                batch.Rows = rows;
                batch.X = input;
                batch.Residual = added;
                batch.Dy = arriving;
                batch.Result = output;
                batch.ResidualGradient = OutputPlaces.OfResidualGradient(layer.Settings.HasResidual, second, output);
                batch.Streams = StreamingThreshold.IsReachedByGradients(batch.Bytes)
                    && OutputPlaces.AreApart(output, batch.ResidualGradient, input, added, arriving)
                    && layer.Kernels.OfRows.Walk.CanStream(output, layer.Shape.NumFeatures);
                RunBackward(ref batch);
            }
        }
        finally
        {
            layer.EndChange();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunBackward(ref RowBatch<T> batch)
    {
        RowNormCore<T> layer = batch.Layer;
        ParameterCopy<T>? copy = UseParameters(ref batch);
        batch.BlockRows = layer.Kernels.Rows.Features;
        batch.Statistics = StatisticsOf(layer);
        batch.ChunkBlocks = (batch.Blocks + layer.Kernels.MaxChunks - 1) / layer.Kernels.MaxChunks;
        batch.Sums = layer.Kernels.ParameterSums is null ? null : layer.ParameterSums.Rent();
        int threads = WorkPartition.Threads(layer.MaxDegreeOfParallelism, 3 * batch.Bytes);
        WorkPartition.For(batch.Chunks, threads, &RunBackwardChunk, Unsafe.AsPointer(ref batch));
        if (batch.Sums is { } sums)
        {
            sums.AddTo((int)batch.Chunks, layer.Shape.NumFeatures, layer.GammaGradientPointer, layer.BetaGradientPointer);
            layer.ParameterSums.Return(sums);
        }

        Return(layer, copy);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunBackwardChunk(void* context, nint chunk)
    {
        ref RowBatch<T> batch = ref Unsafe.AsRef<RowBatch<T>>(context);
        RowNormCore<T> layer = batch.Layer;
        if (batch.Sums is { } sums)
        {
            sums.Clear(chunk);
        }

        ChunkScratch<T> scratch = layer.Scratches.Rent();
        RowMeasuring<T>.Describe(scratch, out KernelArguments<T> measuring);
        bool isDivided = IsDivided(layer);
        nint end = Math.Min((chunk + 1) * batch.ChunkBlocks, batch.Blocks);
        for (nint block = chunk * batch.ChunkBlocks; block < end; block++)
        {
            batch.OpenBlock(block, scratch, out BatchCall<T> call);
            if (isDivided)
            {
                PhasedRun<T>.Reduce(ref call, threads: 1);
            }
            else
            {
                RowMeasuring<T>.Measure(layer, ref call, ref measuring);
            }

            if (layer.Kernels.ParameterSums is { } kernel)
            {
                SumParameters(in call, kernel, batch.Sums!.Chunks[chunk], layer);
            }

            call.Phases = layer.Settings.ByMeanSquare ? MeanSquareGradientPhases<T>.Instance : BatchNormGradientPhases<T>.Instance;
            PhasedRun<T>.Run(ref call, threads: 1);
        }

        layer.Scratches.Return(scratch);
    }

    /// <summary>Adds the rows of a block to the gradients of gamma and beta: the rows' numbers go across the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumParameters(in BatchCall<T> call, Kernel<T> kernel, SumVectors sums, RowNormCore<T> layer)
    {
        ReductionCall<T>.New(kernel, sums, partials: null, out ReductionCall<T> reduction);
        ref KernelArguments<T> arguments = ref reduction.Arguments;
        arguments.Count = call.Division.Features;
        arguments.SetInput(0, call.X);
        arguments.SetInput(1, call.Dy);
        arguments.SetInput(2, call.Residual);
        arguments.SetConstant(0, layer.GammaPointer is null ? layer.BetaPointer : layer.GammaPointer);
        arguments.SetConstant(1, layer.BetaPointer);
        bool byMeanSquare = layer.Settings.ByMeanSquare;
        arguments.SetCrossConstant(0, byMeanSquare ? call.SpreadScale : call.SpreadMean);
        arguments.SetCrossConstant(1, call.SpreadScale);
        arguments.SetCrossConstant(2, call.SpreadShift);
        kernel.Run(in arguments);
    }

    private static Phases<T> StatisticsOf(RowNormCore<T> layer) =>
        layer.Settings.ByMeanSquare ? MeanSquarePhases<T>.Instance : BatchNormPhases<T>.Instance;

    /// <summary>
    /// Gamma and beta as they are, or copies that begin again behind their end: where groups of lanes are shared by two rows, and where what is
    /// streamed begins within one.
    /// </summary>
    private static ParameterCopy<T>? UseParameters(ref RowBatch<T> batch)
    {
        RowNormCore<T> layer = batch.Layer;
        T* beta = layer.Settings.Shift ? layer.BetaPointer : null;
        if (!batch.Streams && layer.Shape.NumFeatures % CacheLine.Length<T>() == 0)
        {
            batch.Cross = CrossParameters<T>.Of(layer.GammaPointer, beta);
            return null;
        }

        ParameterCopy<T> copy = layer.ParameterCopies.Rent();
        batch.Cross = copy.Fill(layer.GammaPointer, beta);
        return copy;
    }

    private static void Return(RowNormCore<T> layer, ParameterCopy<T>? copy)
    {
        if (copy is not null)
        {
            layer.ParameterCopies.Return(copy);
        }

        // Pointers into the layer's block do not keep it alive.
        GC.KeepAlive(layer);
    }
}
