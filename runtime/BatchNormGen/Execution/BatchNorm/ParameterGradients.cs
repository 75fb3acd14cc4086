using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.Statistics;
using BatchNormGen.Walks;

namespace BatchNormGen.Execution.BatchNorm;

/// <summary>Sums the gradients of channels, and adds them to the gradients of gamma and beta.</summary>
internal static unsafe class ParameterGradients<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Sums one chunk of some statistics: Σd and Σd · (x − mean).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(in BatchCall<T> call, StatisticRange range, int chunk)
    {
        call.NewGradientSums(chunk, out ReductionCall<T> reduction);
        reduction.Arguments.SetConstant(0, call.SpreadMean);
        reduction.Arguments.SetConstant(1, call.SpreadScale);
        reduction.Arguments.SetConstant(2, call.SpreadShift);
        call.Sum(in reduction, range, chunk);
    }

    /// <summary>Merges the chunks of some channels, and adds what they come to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(in BatchCall<T> call, StatisticRange range)
    {
        ChunkMerging.MergeSums(call.Scratch.Sums, call.Division.Chunks, range);
        AddMerged(in call, range);
    }

    /// <summary>Adds what the merged chunks of some channels come to.</summary>
    /// <remarks>Never inlined: there is a limit to what the JIT inlines into one method, and the operations on vectors are to be inlined here.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void AddMerged(in BatchCall<T> call, StatisticRange range) =>
        StatisticWork.Run(range, new Addition(in call, call.Scratch.Sums[0], call.GammaGradient, call.BetaGradient));

    /// <summary>Turns sums of products about the rounded means into such about the means, and adds them to nothing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void TakeAboutMeans(in BatchCall<T> call, SumVectors sums, StatisticRange range) =>
        StatisticWork.Run(range, new Addition(in call, sums, gammaGradient: null, betaGradient: null));

    private readonly struct Addition(in BatchCall<T> call, SumVectors sums, T* gammaGradient, T* betaGradient) : IStatisticWork
    {
        private readonly SumVectors _sums = sums;
        private readonly double* _meanRemainder = call.MeanRemainder;
        private readonly T* _inverseDeviation = call.InverseDeviation;
        private readonly T* _gammaGradient = gammaGradient;
        private readonly T* _betaGradient = betaGradient;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            // The products were taken about the rounded mean.
            Vector512<double> sums = StatisticVector.Load(_sums.First, c, count);
            Vector512<double> remainder = StatisticVector.Round<T>(StatisticVector.Load(_meanRemainder, c, count));
            Vector512<double> products = StatisticVector.Load(_sums.Second, c, count) - (remainder * sums);
            StatisticVector.Store(_sums.Second, c, count, products);
            if (_betaGradient is not null)
            {
                StatisticVector.Store(_betaGradient, c, count, StatisticVector.Load(_betaGradient, c, count) + sums);
            }

            if (_gammaGradient is not null)
            {
                Vector512<double> gradient = StatisticVector.Load(_inverseDeviation, c, count) * products;
                StatisticVector.Store(_gammaGradient, c, count, StatisticVector.Load(_gammaGradient, c, count) + gradient);
            }
        }
    }
}
