using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.Statistics;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution.RowNorm;

/// <summary>Dividing by the root of the mean square (Zhang and Sennrich, 2019): sum the squares, finish, apply.</summary>
internal sealed unsafe class MeanSquarePhases<T> : Phases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Beside an epsilon of that size, mean squares do not count whose squares may vanish.</summary>
    private const double HidingEpsilon = 1e-24;

    public static MeanSquarePhases<T> Instance { get; } = new();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Reduce(ref BatchCall<T> call, StatisticRange range, int chunk)
    {
        ReductionCall<T>.New(call.Kernels.Statistics, call.Scratch.Sums[chunk], partials: null, out ReductionCall<T> reduction);
        reduction.Arguments.SetInput(0, call.X);
        call.Sum(in reduction, range, chunk);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Finish(ref BatchCall<T> call, StatisticRange range)
    {
        ChunkMerging.MergeSums(call.Scratch.Sums, call.Division.Chunks, range);
        if (typeof(T) == typeof(float))
        {
            MeasureAgain(in call, range);
        }

        ComputeScale(in call, range);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void DescribeMap(ref BatchCall<T> call, out MapCall<T> map)
    {
        call.NewMap(call.Kernels.Apply, call.X, call.Residual, out map);
        map.Arguments.SetConstant(0, call.Constants.Scale);
    }

    /// <summary>Sums in double what left the range of floats: rows whose squares overflowed, or may have vanished where that is not hidden by epsilon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MeasureAgain(in BatchCall<T> call, StatisticRange range)
    {
        nint length = call.Division.Positions;
        double* squares = call.Scratch.Sums[0].First;
        double least = call.Epsilon < HidingEpsilon ? BlockMoments.MinMeanSquare * length : 0;

        // The range may end behind the last row, for whole vectors of numbers.
        int end = Math.Min(range.End, call.Division.Features);
        for (int row = range.First; row < end; row++)
        {
            // Infinity less itself is a NaN, which fails every comparison.
            if (!(squares[row] >= least && squares[row] - squares[row] == 0))
            {
                squares[row] = SumInDouble(call.X + (row * length), length);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double SumInDouble(T* x, nint length)
    {
        double sum = 0;
        for (nint i = 0; i < length; i++)
        {
            double value = double.CreateTruncating(x[i]);
            sum += value * value;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void ComputeScale(in BatchCall<T> call, StatisticRange range) =>
        StatisticWork.Run(range, new ScaleWork(call.Scratch.Sums[0].First, call.Constants.Scale, call.Division.Count, call.Epsilon));

    private readonly struct ScaleWork(double* squares, T* scale, double values, double epsilon) : IStatisticWork
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            Vector512<double> meanSquare = StatisticVector.Load(squares, c, count) / Vector512.Create(values);

            // Infinity less itself is a NaN: a row with an infinity becomes NaN as a whole, instead of zeros beside it.
            meanSquare += meanSquare - meanSquare;
            StatisticVector.Store(scale, c, count, Vector512<double>.One / Vector512.Sqrt(meanSquare + Vector512.Create(epsilon)));
        }
    }
}
