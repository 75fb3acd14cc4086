using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.CompilerServices;
using BatchNormGen.Memory;
using BatchNormGen.Statistics;

namespace BatchNormGen.Execution.RowNorm;

/// <summary>Measures rows that are summed in one piece, a block of them at a time.</summary>
internal static unsafe class RowMeasuring<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What kernels are told of every block, but for its rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Describe(ChunkScratch<T> scratch, out KernelArguments<T> arguments)
    {
        BlockVectors<T> block = scratch.Block(0);
        arguments = default;
        arguments.SetConstant(0, block.Estimates);
        arguments.SetOutput(0, block.Estimates);
        arguments.SetSum(0, block.Sums.First);
        arguments.SetSum(1, block.Sums.Second);
    }

    /// <summary>Measures a block, and computes the constants of its map.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="call">The block.</param>
    /// <param name="arguments">What kernels are told.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Measure(RowNormCore<T> layer, ref BatchCall<T> call, ref KernelArguments<T> arguments)
    {
        // Vectors are padded, and whole groups of rows take the least time: what is computed of those that are not there, nobody reads.
        StatisticRange range = new(0, CacheLine.Pad<double>(call.Division.Features));
        arguments.SetInput(0, call.X);
        arguments.Count = call.Division.Features;
        if (layer.Kernels.Estimates is { } estimates)
        {
            estimates.Run(in arguments);
            SumVectors sums = call.Scratch.Block(0).Sums;
            call.Walk.Clear(sums, range);
            call.Kernels.Statistics.Run(in arguments);
            if (!TakeMoments(ref call, range))
            {
                MeasureAgain(ref call);
            }
        }
        else
        {
            call.Walk.Clear(call.Scratch.Sums[0], range);
            arguments.SetSum(0, call.Scratch.Sums[0].First);
            call.Kernels.Statistics.Run(in arguments);
        }

        call.Phases.Finish(ref call, range);
    }

    /// <summary>Takes the moments of all rows from their sums; false if some of these cannot be trusted.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool TakeMoments(ref BatchCall<T> call, StatisticRange range)
    {
        bool isUnsure = false;
        StatisticWork.Run(range, new SumsToMoments(call.Scratch.Block(0), call.Scratch.Moments(0), call.Division.Features, call.Division.Count, &isUnsure));
        return !isUnsure;
    }

    /// <summary>Measures rows one by one, as often as it takes, whose estimates were not near enough, or whose sums left the range of the element type.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MeasureAgain(ref BatchCall<T> call)
    {
        BlockVectors<T> block = call.Scratch.Block(0);
        nint count = call.Division.Count;
        for (int row = 0; row < call.Division.Features; row++)
        {
            double sum = block.Sums.First[row], squares = block.Sums.Second[row];
            bool isFar = BlockMoments.EstimateIsFar(Vector512.Create(sum), Vector512.Create(squares), count, first: true) != Vector512<double>.Zero;
            if (isFar || (typeof(T) == typeof(float) && BlockMoments.LeftFloatRange(sum, squares, count, startsAtEstimate: call.X[row * count] == block.Estimates[row])))
            {
                call.Phases.Reduce(ref call, new StatisticRange(row, row + 1), chunk: 0);
            }
        }
    }

    private readonly struct SumsToMoments(BlockVectors<T> block, MomentVectors moments, int rows, nint values, bool* isUnsure) : IStatisticWork
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            Vector512<double> sum = StatisticVector.Load(block.Sums.First, c, count);
            Vector512<double> squares = StatisticVector.Load(block.Sums.Second, c, count);
            *isUnsure |= BlockMoments.EstimateIsFar(sum, squares, values, first: true) != Vector512<double>.Zero
                || (typeof(T) == typeof(float) && BlockMoments.MayHaveLeftFloatRange(sum, squares, values, Math.Min(count.Value, rows - c)));
            StatisticMoments.OfBlock(StatisticVector.Load(block.Estimates, c, count), sum, squares, values).Store(moments, c, count);
        }
    }
}
