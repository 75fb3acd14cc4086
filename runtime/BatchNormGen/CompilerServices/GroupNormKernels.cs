using System.ComponentModel;
using System.Numerics;
using BatchNormGen.Walks;

namespace BatchNormGen.CompilerServices;

/// <summary>The kernels of one layer that normalizes groups of channels, and how they go through a sample.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GroupNormKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private GroupNormKernels(NormalizationKernels<T> ofChannels, PlaneWalk<T>? groups, int maxChunks)
    {
        OfChannels = ofChannels;
        Groups = groups;
        MaxChunks = maxChunks;
    }

    /// <summary>Those that go by channel: maps and gradient sums; and, with channels last, the moments.</summary>
    internal NormalizationKernels<T> OfChannels { get; }

    /// <summary>How groups are measured, as planes of all positions of their channels; null with channels last, where channels are measured and then merged.</summary>
    internal PlaneWalk<T>? Groups { get; }

    /// <summary>The most chunks that the gradients of parameters are summed in.</summary>
    internal int MaxChunks { get; }

    /// <summary>Kernels of a layer whose channels are innermost.</summary>
    public static GroupNormKernels<T> OfRows<TStatistics, TApply, TGradientSums, TGradientApply>(RowDivision channels, int maxChunks)
        where TStatistics : struct, IKernel<T>
        where TApply : struct, IKernel<T>
        where TGradientSums : struct, IKernel<T>
        where TGradientApply : struct, IKernel<T> =>
        new(NormalizationKernels<T>.OfRows<TStatistics, TApply, TGradientSums, TGradientApply>(channels), groups: null, maxChunks);

    /// <summary>Kernels of a layer whose positions are innermost.</summary>
    public static GroupNormKernels<T> OfPlanes<TStatistics, TApply, TGradientSums, TGradientApply>(PlaneDivision groups, PlaneDivision channels, int maxChunks)
        where TStatistics : struct, IKernel<T>
        where TApply : struct, IKernel<T>
        where TGradientSums : struct, IKernel<T>
        where TGradientApply : struct, IKernel<T> =>
        new(NormalizationKernels<T>.OfPlanes<TStatistics, TApply, TGradientSums, TGradientApply>(channels), new PlaneWalk<T>(groups), maxChunks);
}
