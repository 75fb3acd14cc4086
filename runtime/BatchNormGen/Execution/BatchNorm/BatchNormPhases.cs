using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.Statistics;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution.BatchNorm;

/// <summary>Normalizing by the batch's own statistics: measure, finish, apply.</summary>
internal sealed unsafe class BatchNormPhases<T> : Phases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static BatchNormPhases<T> Instance { get; } = new();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Reduce(ref BatchCall<T> call, StatisticRange range, int chunk) =>
        MeasuredChunk<T>.Measure(call.Walk, call.Kernels.Statistics, in call.Division, call.Scratch, call.X, range, chunk);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Finish(ref BatchCall<T> call, StatisticRange range)
    {
        ChunkMerging.MergeMoments(call.Walk, in call.Division, call.Scratch, range);
        FinishMerged(ref call, range);
    }

    /// <summary>Finishes statistics whose chunks have been merged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FinishMerged(ref BatchCall<T> call, StatisticRange range)
    {
        FinishStatistics(ref call, range);
        ComputeMapConstants(in call, range, hasRemainders: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void DescribeMap(ref BatchCall<T> call, out MapCall<T> map)
    {
        MapConstants<T> spread = call.Scratch.SpreadConstants;
        call.NewMap(call.Kernels.Apply, call.X, call.Residual, out map);
        map.Arguments.SetConstant(0, call.Spread(call.Mean, spread.Mean));
        map.Arguments.SetConstant(1, call.Spread(call.Constants.Scale, spread.Scale));
        map.Arguments.SetConstant(2, call.Spread(call.Constants.Shift, spread.Shift));
    }

    /// <summary>The constants of the map of a batch that was measured before, by the parameters as they are now: to the bit those of a map then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ComputeMapConstantsAgain(in BatchCall<T> call) => ComputeMapConstants(in call, call.Division.All, hasRemainders: true);

    // Two methods: there is a limit to what the JIT inlines into one, and with vectors of 128 bits both together exceed it.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void FinishStatistics(ref BatchCall<T> call, StatisticRange range)
    {
        bool foundNotFinite = false;
        StatisticWork.Run(range, new StatisticsWork(in call, &foundNotFinite));
        if (foundNotFinite)
        {
            call.FoundNotFinite = true;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void ComputeMapConstants(in BatchCall<T> call, StatisticRange range, bool hasRemainders) =>
        StatisticWork.Run(range, new MapConstantsWork(in call, hasRemainders));

    private readonly struct StatisticsWork(in BatchCall<T> call, bool* foundNotFinite) : IStatisticWork
    {
        private readonly MomentVectors _moments = call.Scratch.Moments(0);
        private readonly double* _batchMean = call.Scratch.BatchMean;
        private readonly double* _batchVariance = call.Scratch.BatchVariance;
        private readonly T* _mean = call.Mean;
        private readonly T* _inverseDeviation = call.InverseDeviation;
        private readonly T* _isConstant = call.IsConstant;
        private readonly double _count = call.Count;
        private readonly double _epsilon = call.Epsilon;
        private readonly double _averagedShare = call.AveragedShare;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            StatisticMoments moments = StatisticMoments.Load(_moments, c, count);
            Vector512<double> mean = moments.Anchor + moments.Offset;
            Vector512<double> rounded = StatisticVector.Round<T>(mean);

            // Rounding can make a tiny variance negative; clamp to 0, keep NaN.
            Vector512<double> variance = moments.SquaredDeviations / Vector512.Create(_count);
            variance = Vector512.AndNot(variance, Vector512.LessThan(variance, Vector512<double>.Zero));
            Vector512<double> isConstant = Vector512.Equals(variance, Vector512<double>.Zero);
            Vector512<double> inverseDeviation = Vector512<double>.One / Vector512.Sqrt(variance + Vector512.Create(_epsilon));
            if (!StatisticVector.AllFinite(rounded) || !StatisticVector.AllFinite(StatisticVector.Round<T>(variance * _averagedShare)))
            {
                *foundNotFinite = true;
            }

            StatisticVector.Store(_batchMean, c, count, mean);
            StatisticVector.Store(_batchVariance, c, count, variance);
            StatisticVector.Store(_mean, c, count, rounded);
            StatisticVector.Store(_inverseDeviation, c, count, inverseDeviation);
            StatisticVector.Store(_isConstant, c, count, isConstant & Vector512<double>.One);
        }
    }

    private readonly struct MapConstantsWork(in BatchCall<T> call, bool hasRemainders) : IStatisticWork
    {
        private readonly MomentVectors _moments = call.Scratch.Moments(0);
        private readonly MapConstants<T> _constants = call.Constants;
        private readonly T* _mean = call.Mean;
        private readonly double* _meanRemainder = call.MeanRemainder;
        private readonly T* _inverseDeviation = call.InverseDeviation;
        private readonly T* _isConstant = call.IsConstant;
        private readonly T* _gamma = call.Gamma;
        private readonly T* _beta = call.Beta;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            // A constant channel is its mean, exactly: it becomes beta.
            StatisticMoments moments = StatisticMoments.Load(_moments, c, count);
            Vector512<double> isConstant = Vector512.GreaterThan(StatisticVector.Load(_isConstant, c, count), Vector512<double>.Zero);
            Vector512<double> remainder = hasRemainders
                ? StatisticVector.Load(_meanRemainder, c, count)
                : Vector512.AndNot((moments.Anchor - StatisticVector.Load(_mean, c, count)) + moments.Offset, isConstant);
            Vector512<double> scale = StatisticVector.Load(_inverseDeviation, c, count);
            if (_gamma is not null)
            {
                // The product of two floats is exact in double: rounded once, as in the element type.
                scale = StatisticVector.Round<T>(StatisticVector.Load(_gamma, c, count) * scale);
            }

            // 0 · ∞ is NaN.
            Vector512<double> isInfinite = Vector512.Equals(Vector512.Abs(scale), Vector512.Create(double.PositiveInfinity));
            scale = Vector512.AndNot(scale, isConstant & isInfinite);

            StatisticVector.Store(_meanRemainder, c, count, remainder);
            StatisticVector.Store(_constants.Scale, c, count, scale);
            StatisticVector.Store(_constants.Shift, c, count, StatisticVector.Load(_beta, c, count) - (remainder * scale));
        }
    }
}
