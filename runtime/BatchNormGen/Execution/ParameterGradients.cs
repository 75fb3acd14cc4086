using System.Numerics;

namespace BatchNormGen.Execution;

/// <summary>Merges the gradient sums of channels, and adds them to the gradients of gamma and beta.</summary>
internal static unsafe class ParameterGradients
{
    public static void Add<T>(Pass<T>* pass, ChannelRange channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ChunkMerging.MergeGradientSums(pass, channels);
        for (int c = channels.First; c < channels.End; c++)
        {
            // The products were taken about the rounded mean.
            pass->GradientProducts[c] -= double.CreateTruncating(pass->MeanRemainder[c]) * pass->GradientSums[c];
            if (pass->BetaGradient is not null)
            {
                pass->BetaGradient[c] = T.CreateTruncating(double.CreateTruncating(pass->BetaGradient[c]) + pass->GradientSums[c]);
            }

            if (pass->GammaGradient is not null)
            {
                double gradient = double.CreateTruncating(pass->InverseDeviation[c]) * pass->GradientProducts[c];
                pass->GammaGradient[c] = T.CreateTruncating(double.CreateTruncating(pass->GammaGradient[c]) + gradient);
            }
        }
    }
}
