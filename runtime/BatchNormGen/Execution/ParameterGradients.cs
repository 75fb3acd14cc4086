using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Execution;

/// <summary>Merges the gradient sums of channels, and adds them to the gradients of gamma and beta.</summary>
internal static unsafe class ParameterGradients
{
    /// <remarks>A method of its own, so that the JIT inlines every operation on vectors, those included that it makes of narrower ones.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Add<T>(Pass<T>* pass, ChannelRange channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ChunkMerging.MergeGradientSums(pass, channels);
        ChannelWork.Run(channels, new Work<T>(pass));
    }

    private readonly struct Work<T>(Pass<T>* pass) : IChannelWork
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IChannelCount
        {
            // The products were taken about the rounded mean.
            Vector512<double> sums = ChannelVector.Load(pass->GradientSums, c, count);
            Vector512<double> remainder = ChannelVector.Load(pass->MeanRemainder, c, count);
            Vector512<double> products = ChannelVector.Load(pass->GradientProducts, c, count) - (remainder * sums);
            ChannelVector.Store(pass->GradientProducts, c, count, products);
            if (pass->BetaGradient is not null)
            {
                ChannelVector.Store(pass->BetaGradient, c, count, ChannelVector.Load(pass->BetaGradient, c, count) + sums);
            }

            if (pass->GammaGradient is not null)
            {
                Vector512<double> gradient = ChannelVector.Load(pass->InverseDeviation, c, count) * products;
                ChannelVector.Store(pass->GammaGradient, c, count, ChannelVector.Load(pass->GammaGradient, c, count) + gradient);
            }
        }
    }
}
