using System.Numerics;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Normalizing by the batch's own statistics: measure, finish, apply.</summary>
internal readonly unsafe struct TrainingPhases<T, TTraversal> : IPhases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTraversal : struct, ITraversal<T>
{
    public static void Reduce<TLanes>(Pass<T>* pass, ChannelRange channels, int chunk)
        where TLanes : struct, ILanes<TLanes, T> => TTraversal.Measure<TLanes>(pass, channels, chunk);

    public static void Finish(Pass<T>* pass, ChannelRange channels)
    {
        ChunkMerging.MergeMoments<T, TTraversal>(pass, channels);
        for (int c = channels.First; c < channels.End; c++)
        {
            double mean = pass->Anchor[c] + pass->Offset[c];
            double variance = pass->SquaredDeviations[c] / pass->Count;
            double inverseDeviation = 1 / Math.Sqrt(variance + pass->Epsilon);
            T rounded = T.CreateTruncating(mean);
            T scale = pass->Gamma is null
                ? T.CreateTruncating(inverseDeviation)
                : pass->Gamma[c] * T.CreateTruncating(inverseDeviation);

            // A constant channel is its mean, exactly: it becomes beta.
            double remainder = variance == 0 ? 0 : (pass->Anchor[c] - double.CreateTruncating(rounded)) + pass->Offset[c];
            pass->BatchMean[c] = mean;
            pass->BatchVariance[c] = variance;
            pass->Mean[c] = rounded;
            pass->MeanRemainder[c] = T.CreateTruncating(remainder);
            pass->InverseDeviation[c] = T.CreateTruncating(inverseDeviation);
            pass->Scale[c] = scale;
            pass->Shift[c] = T.CreateTruncating(double.CreateTruncating(pass->Beta[c]) - (remainder * double.CreateTruncating(scale)));
        }
    }

    public static void Map<TLanes>(Pass<T>* pass, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T> => TTraversal.Apply<TLanes>(pass, pass->X, channels, first, end);
}
