using System.Numerics;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>The gradient through the batch's own statistics (Ioffe and Szegedy, 2015): sum, finish, apply.</summary>
/// <remarks>
/// With d = x − mean and v = 1/√(variance + epsilon): dbeta = Σdy, dgamma = v Σ(dy·d), and
/// dx = gamma·v·(dy − Σdy/n − d·v²·Σ(dy·d)/n).
/// </remarks>
internal readonly unsafe struct GradientPhases<T, TTraversal> : IPhases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTraversal : struct, ITraversal<T>
{
    public static void Reduce<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T> => TTraversal.SumGradients<TLanes>(pass, channels, chunk);

    public static void Finish(Pass<T>* pass, ChannelRange channels)
    {
        ParameterGradients.Add(pass, channels);
        for (int c = channels.First; c < channels.End; c++)
        {
            double remainder = double.CreateTruncating(pass->MeanRemainder[c]);
            double inverseDeviation = double.CreateTruncating(pass->InverseDeviation[c]);
            double meanGradient = pass->GradientSums[c] / pass->Count;
            double slope = inverseDeviation * inverseDeviation * (pass->GradientProducts[c] / pass->Count);

            // x − mean is computed as x less the rounded mean; the remainder of it moves into the offset.
            pass->Slope[c] = T.CreateTruncating(slope);
            pass->GradientOffset[c] = T.CreateTruncating(meanGradient - (slope * remainder));
            pass->Scale[c] = pass->Gamma is null ? pass->InverseDeviation[c] : pass->Gamma[c] * pass->InverseDeviation[c];
        }
    }

    public static void Map<TLanes>(Pass<T>* pass, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T> => TTraversal.ApplyGradients<TLanes>(pass, channels, first, end);
}

/// <summary>The gradient with the statistics held constant: dx = dy · gamma · v.</summary>
internal readonly unsafe struct FrozenGradientPhases<T, TTraversal> : IPhases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTraversal : struct, ITraversal<T>
{
    public static void Reduce<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T> => TTraversal.SumGradients<TLanes>(pass, channels, chunk);

    public static void Finish(Pass<T>* pass, ChannelRange channels)
    {
        ParameterGradients.Add(pass, channels);

        // The sums were about the moving mean; the map is (dy − 0) · scale + 0.
        new Span<T>(pass->Mean + channels.First, channels.Count).Clear();
    }

    public static void Map<TLanes>(Pass<T>* pass, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T> => TTraversal.Apply<TLanes>(pass, pass->Dy, channels, first, end);
}
