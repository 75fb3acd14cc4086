using System.ComponentModel;
using System.Numerics;
using BatchNormGen.Walks;

namespace BatchNormGen.CompilerServices;

/// <summary>The kernels of one normalization layer, and how they go through a batch.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
/// <remarks>
/// The runtime calls kernels by address, so that its own code does not depend on them: it is compiled once per element type, not once per layer.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NormalizationKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private NormalizationKernels(
        Walk<T> walk, Kernel<T> statistics, Kernel<T> apply, Kernel<T> gradientSums, Kernel<T> gradientApply, Kernel<T>? inferenceGradient = null)
    {
        Walk = walk;
        Statistics = statistics;
        Apply = apply;
        GradientSums = gradientSums;
        GradientApply = gradientApply;
        InferenceGradient = inferenceGradient;
    }

    internal Walk<T> Walk { get; }

    /// <summary>What is normalized by: Σ(x − center) and Σ(x − center)², input x, constant center; or Σx² alone.</summary>
    internal Kernel<T> Statistics { get; }

    /// <summary>
    /// z = (x − mean) · scale + shift, and what else the layer makes of it; inputs x and, if there is one, a residual; output y; constants mean, scale,
    /// shift, and across them gamma and beta where these are not in scale and shift. By the mean square: z = x · scale.
    /// </summary>
    internal Kernel<T> Apply { get; }

    /// <summary>
    /// Σd and Σd · (x − center), where d is dy as it arrives in front of an activation; inputs x, dy; constants center and, with an activation, those of
    /// <see cref="Apply"/>. By the mean square: Σd · x alone.
    /// </summary>
    internal Kernel<T> GradientSums { get; }

    /// <summary>
    /// dx = ((d − offset) − (x − mean) · slope) · scale; inputs x, dy; output dx; constants mean, scale, offset, slope and, with an activation, shift.
    /// By the mean square: dx = (d − x · slope) · scale.
    /// </summary>
    internal Kernel<T> GradientApply { get; }

    /// <summary>
    /// dx = d · scale, where d is dy as it arrives in front of an activation; inputs as of <see cref="GradientApply"/>; constants mean, scale and, with an
    /// activation, shift. Null where <see cref="Apply"/> is its formula too: in layers with neither activation nor residual.
    /// </summary>
    internal Kernel<T>? InferenceGradient { get; }

    /// <summary>Kernels of a layer whose channels are innermost.</summary>
    public static NormalizationKernels<T> OfRows<TStatistics, TApply, TGradientSums, TGradientApply>(RowDivision division)
        where TStatistics : struct, IKernel<T>
        where TApply : struct, IKernel<T>
        where TGradientSums : struct, IKernel<T>
        where TGradientApply : struct, IKernel<T> =>
        Of<TStatistics, TApply, TGradientSums, TGradientApply>(new RowWalk<T>(division));

    /// <summary>Kernels of a layer whose positions are innermost.</summary>
    public static NormalizationKernels<T> OfPlanes<TStatistics, TApply, TGradientSums, TGradientApply>(PlaneDivision division)
        where TStatistics : struct, IKernel<T>
        where TApply : struct, IKernel<T>
        where TGradientSums : struct, IKernel<T>
        where TGradientApply : struct, IKernel<T> =>
        Of<TStatistics, TApply, TGradientSums, TGradientApply>(new PlaneWalk<T>(division));

    /// <summary>Kernels of a layer whose channels are innermost, with an activation or a residual.</summary>
    public static NormalizationKernels<T> OfRows<TStatistics, TApply, TGradientSums, TGradientApply, TInferenceGradient>(RowDivision division)
        where TStatistics : struct, IKernel<T>
        where TApply : struct, IKernel<T>
        where TGradientSums : struct, IKernel<T>
        where TGradientApply : struct, IKernel<T>
        where TInferenceGradient : struct, IKernel<T> =>
        Of<TStatistics, TApply, TGradientSums, TGradientApply>(new RowWalk<T>(division), Kernel<T>.Of<TInferenceGradient>());

    /// <summary>Kernels of a layer whose positions are innermost, with an activation or a residual.</summary>
    public static NormalizationKernels<T> OfPlanes<TStatistics, TApply, TGradientSums, TGradientApply, TInferenceGradient>(PlaneDivision division)
        where TStatistics : struct, IKernel<T>
        where TApply : struct, IKernel<T>
        where TGradientSums : struct, IKernel<T>
        where TGradientApply : struct, IKernel<T>
        where TInferenceGradient : struct, IKernel<T> =>
        Of<TStatistics, TApply, TGradientSums, TGradientApply>(new PlaneWalk<T>(division), Kernel<T>.Of<TInferenceGradient>());

    private static NormalizationKernels<T> Of<TStatistics, TApply, TGradientSums, TGradientApply>(Walk<T> walk, Kernel<T>? inferenceGradient = null)
        where TStatistics : struct, IKernel<T>
        where TApply : struct, IKernel<T>
        where TGradientSums : struct, IKernel<T>
        where TGradientApply : struct, IKernel<T> =>
        new(walk, Kernel<T>.Of<TStatistics>(), Kernel<T>.Of<TApply>(), Kernel<T>.Of<TGradientSums>(), Kernel<T>.Of<TGradientApply>(), inferenceGradient);
}
