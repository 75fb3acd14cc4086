using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNormGen.CompilerServices;
using BatchNormGen.Lanes;
using BatchNormGen.Memory;

namespace BatchNormGen.Execution.BatchNorm;

/// <summary>gamma · 1/√(moving variance + epsilon) of each channel, in the element type; without gamma, the factor alone.</summary>
internal static unsafe class ScaleByMovingVariance<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes the factors, in whole lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compute(BatchNormCore<T> layer, T* scale, T* gamma)
    {
        T epsilon = T.CreateTruncating(layer.Settings.Epsilon);
        if (Vector512.IsHardwareAccelerated)
        {
            Compute<Lanes512<T, CachedStores>>(layer.MovingVariancePointer, epsilon, layer.PaddedFeatures, scale, gamma);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Compute<Lanes256<T, CachedStores>>(layer.MovingVariancePointer, epsilon, layer.PaddedFeatures, scale, gamma);
        }
        else
        {
            Compute<Lanes128<T, CachedStores>>(layer.MovingVariancePointer, epsilon, layer.PaddedFeatures, scale, gamma);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Compute<TLanes>(T* variance, T epsilon, nint length, T* scale, T* gamma)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes added = TLanes.Splat(epsilon);
        for (nint c = 0; c < length; c += CacheLine.Length<T>())
        {
            TLanes inverseDeviation = TLanes.ReciprocalSqrt(TLanes.Load(in *variance, c) + added);
            TLanes.Store(gamma is null ? inverseDeviation : TLanes.Load(in *gamma, c) * inverseDeviation, ref *scale, c);
        }
    }
}
