using System.Numerics;
using System.Runtime.Intrinsics;

namespace BatchNormGen.Execution;

/// <summary>Merges the gradient sums of channels, and adds them to the gradients of gamma and beta.</summary>
internal static unsafe class ParameterGradients
{
    public static void Add<T>(Pass<T>* pass, ChannelRange channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ChunkMerging.MergeGradientSums(pass, channels);
        int end = channels.End;
        for (int c = channels.First; c < end; c += ChannelVector.Length)
        {
            // The products were taken about the rounded mean.
            Vector512<double> sums = ChannelVector.Load(pass->GradientSums, c, end);
            Vector512<double> products = ChannelVector.Load(pass->GradientProducts, c, end) - (ChannelVector.Load(pass->MeanRemainder, c, end) * sums);
            ChannelVector.Store(pass->GradientProducts, c, end, products);
            if (pass->BetaGradient is not null)
            {
                ChannelVector.Store(pass->BetaGradient, c, end, ChannelVector.Load(pass->BetaGradient, c, end) + sums);
            }

            if (pass->GammaGradient is not null)
            {
                Vector512<double> gradient = ChannelVector.Load(pass->InverseDeviation, c, end) * products;
                ChannelVector.Store(pass->GammaGradient, c, end, ChannelVector.Load(pass->GammaGradient, c, end) + gradient);
            }
        }
    }
}
