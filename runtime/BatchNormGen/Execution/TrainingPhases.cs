using System.Numerics;
using System.Runtime.Intrinsics;
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
        int end = channels.End;
        for (int c = channels.First; c < end; c += ChannelVector.Length)
        {
            Vector512<double> anchor = ChannelVector.Load(pass->Anchor, c, end);
            Vector512<double> offset = ChannelVector.Load(pass->Offset, c, end);
            Vector512<double> mean = anchor + offset;
            Vector512<double> rounded = ChannelVector.Round<T>(mean);

            // Rounding may leave less than nothing of what is next to nothing; a NaN stays.
            Vector512<double> variance = ChannelVector.Load(pass->SquaredDeviations, c, end) / Vector512.Create((double)pass->Count);
            variance = Vector512.ConditionalSelect(Vector512.LessThan(variance, Vector512<double>.Zero), Vector512<double>.Zero, variance);

            // A constant channel is its mean, exactly: it becomes beta.
            Vector512<double> remainder = Vector512.ConditionalSelect(
                Vector512.Equals(variance, Vector512<double>.Zero), Vector512<double>.Zero, (anchor - rounded) + offset);
            Vector512<double> inverseDeviation = Vector512<double>.One / Vector512.Sqrt(variance + Vector512.Create(pass->Epsilon));
            Vector512<double> scale = ChannelVector.Round<T>(inverseDeviation);
            if (pass->Gamma is not null)
            {
                // The product of two floats is exact in double: rounded once, as in the element type.
                scale = ChannelVector.Round<T>(ChannelVector.Load(pass->Gamma, c, end) * scale);
            }

            ChannelVector.Store(pass->BatchMean, c, end, mean);
            ChannelVector.Store(pass->BatchVariance, c, end, variance);
            ChannelVector.Store(pass->Mean, c, end, rounded);
            ChannelVector.Store(pass->MeanRemainder, c, end, remainder);
            ChannelVector.Store(pass->InverseDeviation, c, end, inverseDeviation);
            ChannelVector.Store(pass->Scale, c, end, scale);
            ChannelVector.Store(pass->Shift, c, end, ChannelVector.Load(pass->Beta, c, end) - (remainder * scale));
        }

        TTraversal.SpreadConstants(pass);
    }

    public static void Map<TLanes, TResult>(Pass<T>* pass, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T> => TTraversal.Apply<TLanes, TResult>(pass, pass->X, channels, first, end);
}
