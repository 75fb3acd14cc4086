using System.Numerics;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>gamma · 1/√(moving variance + epsilon) of each channel, in the element type; without gamma, the factor alone.</summary>
internal readonly unsafe struct ScaleByMovingVariance<T>(BatchNormState<T> state, double epsilon, T* scale, T* gamma) : ILanesWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run<TLanes, TStreaming>()
        where TLanes : struct, ILanes<TLanes, T>
        where TStreaming : struct, ILanes<TStreaming, T>
    {
        int lanes = 64 / sizeof(T);
        T* variance = state.MovingVariancePointer;
        TLanes added = TLanes.Splat(T.CreateTruncating(epsilon));
        for (nint c = 0, end = state.PaddedFeatures; c < end; c += lanes)
        {
            TLanes inverseDeviation = TLanes.ReciprocalSqrt(TLanes.Load(in *variance, c) + added);
            TLanes.Store(gamma is null ? inverseDeviation : TLanes.Load(in *gamma, c) * inverseDeviation, ref *scale, c);
        }
    }
}
