using System.ComponentModel;
using System.Numerics;
using BatchNormGen.Walks;

namespace BatchNormGen.CompilerServices;

/// <summary>The kernels of one batch normalization layer, and how they go through a batch.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
/// <remarks>
/// The runtime calls kernels by address, so that its own code does not depend on them: it is compiled once per element type, not once per layer.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BatchNormKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private BatchNormKernels(Walk<T> walk, Kernel<T> moments, Kernel<T> apply, Kernel<T> gradientSums, Kernel<T> gradientApply)
    {
        Walk = walk;
        Moments = moments;
        Apply = apply;
        GradientSums = gradientSums;
        GradientApply = gradientApply;
    }

    internal Walk<T> Walk { get; }

    /// <summary>Σ(x − center) and Σ(x − center)²; input x; constant center.</summary>
    internal Kernel<T> Moments { get; }

    /// <summary>y = (x − mean) · scale + shift; input x; output y; constants mean, scale, shift.</summary>
    internal Kernel<T> Apply { get; }

    /// <summary>Σdy and Σdy · (x − center); inputs x, dy; constant center.</summary>
    internal Kernel<T> GradientSums { get; }

    /// <summary>dx = ((dy − offset) − (x − mean) · slope) · scale; inputs x, dy; output dx; constants mean, scale, offset, slope.</summary>
    internal Kernel<T> GradientApply { get; }

    /// <summary>Kernels of a layer whose channels are innermost.</summary>
    public static BatchNormKernels<T> OfRows<TMoments, TApply, TGradientSums, TGradientApply>(RowDivision division)
        where TMoments : struct, IKernel<T>
        where TApply : struct, IKernel<T>
        where TGradientSums : struct, IKernel<T>
        where TGradientApply : struct, IKernel<T> =>
        Of<TMoments, TApply, TGradientSums, TGradientApply>(new RowWalk<T>(division));

    /// <summary>Kernels of a layer whose positions are innermost.</summary>
    public static BatchNormKernels<T> OfPlanes<TMoments, TApply, TGradientSums, TGradientApply>(PlaneDivision division)
        where TMoments : struct, IKernel<T>
        where TApply : struct, IKernel<T>
        where TGradientSums : struct, IKernel<T>
        where TGradientApply : struct, IKernel<T> =>
        Of<TMoments, TApply, TGradientSums, TGradientApply>(new PlaneWalk<T>(division));

    private static BatchNormKernels<T> Of<TMoments, TApply, TGradientSums, TGradientApply>(Walk<T> walk)
        where TMoments : struct, IKernel<T>
        where TApply : struct, IKernel<T>
        where TGradientSums : struct, IKernel<T>
        where TGradientApply : struct, IKernel<T> =>
        new(walk, Kernel<T>.Of<TMoments>(), Kernel<T>.Of<TApply>(), Kernel<T>.Of<TGradientSums>(), Kernel<T>.Of<TGradientApply>());
}
