using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.Statistics;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution.BatchNorm;

/// <summary>The gradient through the batch's own statistics (Ioffe and Szegedy, 2015): sum, finish, apply.</summary>
/// <remarks>
/// With d = x − mean and v = 1/√(variance + epsilon): dbeta = Σdy, dgamma = v Σ(dy·d), and
/// dx = gamma·v·(dy − Σdy/n − d·v²·Σ(dy·d)/n).
/// </remarks>
internal sealed unsafe class BatchNormGradientPhases<T> : Phases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static BatchNormGradientPhases<T> Instance { get; } = new();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Reduce(ref BatchCall<T> call, StatisticRange range, int chunk) => ParameterGradients<T>.Sum(in call, range, chunk);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Finish(ref BatchCall<T> call, StatisticRange range)
    {
        ParameterGradients<T>.Add(in call, range);
        StatisticWork.Run(range, new MapConstantsWork(in call, call.Scratch.Sums[0]));
    }

    /// <summary>Finishes a batch of which there are parts elsewhere.</summary>
    /// <param name="call">The call, of this part.</param>
    /// <param name="totals">The sums of all parts, as kernels make them.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void FinishMerged(in BatchCall<T> call, SumVectors totals)
    {
        StatisticRange all = call.Division.All;
        ParameterGradients<T>.AddMerged(in call, all);
        ParameterGradients<T>.TakeAboutMeans(in call, totals, all);
        StatisticWork.Run(all, new MapConstantsWork(in call, totals));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void DescribeMap(ref BatchCall<T> call, out MapCall<T> map)
    {
        MapConstants<T> spread = call.Scratch.SpreadConstants;
        call.NewMap(call.Kernels.GradientApply, call.X, call.Dy, out map);
        map.Arguments.SetConstant(0, call.SpreadMean);
        map.Arguments.SetConstant(1, call.Spread(call.Constants.Scale, spread.Scale));
        map.Arguments.SetConstant(2, call.Spread(call.Constants.Offset, spread.Offset));
        map.Arguments.SetConstant(3, call.Spread(call.Constants.Slope, spread.Slope));
        map.Arguments.SetConstant(4, call.SpreadShift);
        call.AddResidual(ref map);
    }

    private readonly struct MapConstantsWork(in BatchCall<T> call, SumVectors sums) : IStatisticWork
    {
        private readonly SumVectors _sums = sums;
        private readonly MapConstants<T> _constants = call.Constants;
        private readonly double* _meanRemainder = call.MeanRemainder;
        private readonly T* _inverseDeviation = call.InverseDeviation;
        private readonly T* _isConstant = call.IsConstant;
        private readonly T* _gamma = call.Gamma;
        private readonly double _count = call.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            Vector512<double> values = Vector512.Create(_count);
            Vector512<double> remainder = StatisticVector.Round<T>(StatisticVector.Load(_meanRemainder, c, count));
            Vector512<double> inverseDeviation = StatisticVector.Load(_inverseDeviation, c, count);
            Vector512<double> meanGradient = StatisticVector.Load(_sums.First, c, count) / values;
            Vector512<double> slope = inverseDeviation * inverseDeviation * (StatisticVector.Load(_sums.Second, c, count) / values);
            Vector512<double> scale = _gamma is null ? inverseDeviation : StatisticVector.Load(_gamma, c, count) * inverseDeviation;

            // Forward makes beta of a constant channel whatever its scale; its gradients of zero stay zero, where 0 · ∞ would be NaN.
            Vector512<double> limit = Vector512.Create(typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue);
            Vector512<double> isConstant = Vector512.GreaterThan(StatisticVector.Load(_isConstant, c, count), Vector512<double>.Zero);
            Vector512<double> isTooLarge = Vector512.GreaterThan(Vector512.Abs(scale), limit);
            scale = Vector512.ConditionalSelect(isConstant & isTooLarge, limit | (scale & Vector512.Create(-0.0)), scale);

            // x − mean is computed as x less the rounded mean; the remainder of it moves into the offset.
            StatisticVector.Store(_constants.Slope, c, count, slope);
            StatisticVector.Store(_constants.Offset, c, count, meanGradient - (slope * remainder));
            StatisticVector.Store(_constants.Scale, c, count, scale);
        }
    }
}
