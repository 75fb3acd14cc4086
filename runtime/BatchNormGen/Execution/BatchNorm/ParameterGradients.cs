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
    /// <summary>Sums one chunk of some channels: Σdy and Σdy · (x − mean).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(in BatchCall<T> call, StatisticRange range, int chunk)
    {
        Walk<T> walk = call.Walk;
        SumVectors sums = call.Scratch.Sums(chunk);
        ReductionCall<T>.New(call.Kernels.GradientSums, sums, call.Scratch.Block(chunk).Partials, out ReductionCall<T> reduction);
        reduction.Arguments.SetInput(0, call.X);
        reduction.Arguments.SetInput(1, call.Dy);
        reduction.Arguments.SetConstant(0, call.SpreadMean);
        walk.Clear(sums, range);
        nint runs = walk.Runs(in call.Division, chunk);
        for (nint run = 0; run < runs; run++)
        {
            walk.AddSums(in reduction, in call.Division, walk.Run(in call.Division, chunk, run, range), range);
        }

        walk.Fold(sums);
    }

    /// <summary>Merges the chunks of some channels, and adds what they come to.</summary>
    /// <remarks>Never inlined: there is a limit to what the JIT inlines into one method, and the operations on vectors are to be inlined here.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Add(in BatchCall<T> call, StatisticRange range)
    {
        ChunkMerging.MergeSums(in call.Division, call.Scratch, range);
        StatisticWork.Run(range, new Addition(in call));
    }

    private readonly struct Addition(in BatchCall<T> call) : IStatisticWork
    {
        private readonly SumVectors _sums = call.Scratch.Sums(0);
        private readonly T* _meanRemainder = call.MeanRemainder;
        private readonly T* _inverseDeviation = call.InverseDeviation;
        private readonly T* _gammaGradient = call.GammaGradient;
        private readonly T* _betaGradient = call.BetaGradient;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IStatisticCount
        {
            // The products were taken about the rounded mean.
            Vector512<double> sums = StatisticVector.Load(_sums.First, c, count);
            Vector512<double> remainder = StatisticVector.Load(_meanRemainder, c, count);
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
