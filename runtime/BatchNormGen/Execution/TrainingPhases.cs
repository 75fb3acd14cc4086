using System.Numerics;
using System.Runtime.CompilerServices;
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

    /// <remarks>A method of its own, so that the JIT inlines every operation on vectors, those included that it makes of narrower ones.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Finish(Pass<T>* pass, ChannelRange channels)
    {
        ChunkMerging.MergeMoments<T, TTraversal>(pass, channels);
        ChannelWork.Run(channels, new Constants(pass));
        TTraversal.SpreadConstants(pass);
    }

    public static void Map<TLanes, TResult>(Pass<T>* pass, ChannelRange channels, nint first, nint end)
        where TLanes : struct, ILanes<TLanes, T>
        where TResult : struct, ILanes<TResult, T> => TTraversal.Apply<TLanes, TResult>(pass, pass->X, channels, first, end);

    private readonly struct Constants(Pass<T>* pass) : IChannelWork
    {
        private readonly double _count = pass->Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TCount>(int c, TCount count)
            where TCount : struct, IChannelCount
        {
            Vector512<double> anchor = ChannelVector.Load(pass->Anchor, c, count);
            Vector512<double> offset = ChannelVector.Load(pass->Offset, c, count);
            Vector512<double> mean = anchor + offset;
            Vector512<double> rounded = ChannelVector.Round<T>(mean);

            // Rounding may leave less than nothing of what is next to nothing; a NaN stays.
            Vector512<double> variance = ChannelVector.Load(pass->SquaredDeviations, c, count) / Vector512.Create(_count);
            variance = Vector512.AndNot(variance, Vector512.LessThan(variance, Vector512<double>.Zero));

            // A constant channel is its mean, exactly: it becomes beta.
            Vector512<double> isConstant = Vector512.Equals(variance, Vector512<double>.Zero);
            Vector512<double> remainder = Vector512.AndNot((anchor - rounded) + offset, isConstant);
            Vector512<double> inverseDeviation = Vector512<double>.One / Vector512.Sqrt(variance + Vector512.Create(pass->Epsilon));
            Vector512<double> scale = ChannelVector.Round<T>(inverseDeviation);
            if (pass->Gamma is not null)
            {
                // The product of two floats is exact in double: rounded once, as in the element type.
                scale = ChannelVector.Round<T>(ChannelVector.Load(pass->Gamma, c, count) * scale);
            }

            // Times nothing, an infinite scale would be no number.
            Vector512<double> isSteep = Vector512.Equals(Vector512.Abs(scale), Vector512.Create(double.PositiveInfinity));
            scale = Vector512.AndNot(scale, isConstant & isSteep);

            if (!ChannelVector.AllFinite(rounded) || !ChannelVector.AllFinite(ChannelVector.Round<T>(variance * pass->AveragedShare)))
            {
                pass->FoundNotFinite = true;
            }

            ChannelVector.Store(pass->BatchMean, c, count, mean);
            ChannelVector.Store(pass->BatchVariance, c, count, variance);
            ChannelVector.Store(pass->Mean, c, count, rounded);
            ChannelVector.Store(pass->MeanRemainder, c, count, remainder);
            ChannelVector.Store(pass->InverseDeviation, c, count, inverseDeviation);
            ChannelVector.Store(pass->Scale, c, count, scale);
            ChannelVector.Store(pass->Shift, c, count, ChannelVector.Load(pass->Beta, c, count) - (remainder * scale));
        }
    }
}
