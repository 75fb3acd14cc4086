using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.Statistics;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution.RowNorm;

/// <summary>The gradient of dividing by the root of the mean square: sum, finish, apply.</summary>
/// <remarks>With g = d · gamma and v = 1/√(mean square + epsilon): dx = v · (g − x · v² · Σ(g · x)/n).</remarks>
internal sealed unsafe class MeanSquareGradientPhases<T> : Phases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static MeanSquareGradientPhases<T> Instance { get; } = new();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Reduce(ref BatchCall<T> call, StatisticRange range, int chunk)
    {
        call.NewGradientSums(chunk, out ReductionCall<T> reduction);
        reduction.Arguments.SetConstant(0, call.SpreadScale);
        call.Sum(in reduction, range, chunk);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Finish(ref BatchCall<T> call, StatisticRange range)
    {
        ChunkMerging.MergeSums(call.Scratch.Sums, call.Division.Chunks, range);
        StatisticWork.Run(range, new SlopeWork(call.Scratch.Sums[0].First, call.Constants.Scale, call.Constants.Slope, call.Division.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void DescribeMap(ref BatchCall<T> call, out MapCall<T> map)
    {
        call.NewMap(call.Kernels.GradientApply, call.X, call.Dy, out map);
        map.Arguments.SetConstant(0, call.Constants.Scale);
        map.Arguments.SetConstant(1, call.Constants.Slope);
        call.AddResidual(ref map);
    }

    private readonly struct SlopeWork(double* products, T* scale, T* slope, double values) : IStatisticWork
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            Vector512<double> v = StatisticVector.Load(scale, c, count);
            StatisticVector.Store(slope, c, count, v * v * (StatisticVector.Load(products, c, count) / Vector512.Create(values)));
        }
    }
}
