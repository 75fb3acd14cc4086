using System.ComponentModel;
using System.Numerics;
using BatchNormGen.Walks;

namespace BatchNormGen.CompilerServices;

/// <summary>The kernels of one layer that normalizes rows.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RowNormKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private RowNormKernels(NormalizationKernels<T> ofRows, PlaneDivision rows, Kernel<T>? parameterSums, int maxChunks)
    {
        OfRows = ofRows;
        Rows = rows;
        ParameterSums = parameterSums;
        MaxChunks = maxChunks;
    }

    /// <summary>Those that go along rows, as along planes.</summary>
    internal NormalizationKernels<T> OfRows { get; }

    /// <summary>How rows are divided: the features are the rows of a block.</summary>
    internal PlaneDivision Rows { get; }

    /// <summary>
    /// The gradients of gamma and beta, those that exist: Σd · x̂ and Σd over rows; inputs x, dy; across them the constants of each row that
    /// <see cref="NormalizationKernels{T}.Apply"/> takes. Null in a layer without parameters.
    /// </summary>
    internal Kernel<T>? ParameterSums { get; }

    /// <summary>The most chunks that rows are summed in.</summary>
    internal int MaxChunks { get; }

    /// <summary>Kernels of a layer with gamma or beta.</summary>
    public static RowNormKernels<T> Of<TStatistics, TApply, TGradientSums, TGradientApply, TParameterSums>(PlaneDivision rows, RowDivision sums)
        where TStatistics : struct, IKernel<T>
        where TApply : struct, IKernel<T>
        where TGradientSums : struct, IKernel<T>
        where TGradientApply : struct, IKernel<T>
        where TParameterSums : struct, IKernel<T> =>
        new(NormalizationKernels<T>.OfPlanes<TStatistics, TApply, TGradientSums, TGradientApply>(rows), rows, Kernel<T>.Of<TParameterSums>(), sums.MaxChunks);

    /// <summary>Kernels of a layer without parameters.</summary>
    public static RowNormKernels<T> Of<TStatistics, TApply, TGradientSums, TGradientApply>(PlaneDivision rows)
        where TStatistics : struct, IKernel<T>
        where TApply : struct, IKernel<T>
        where TGradientSums : struct, IKernel<T>
        where TGradientApply : struct, IKernel<T> =>
        new(NormalizationKernels<T>.OfPlanes<TStatistics, TApply, TGradientSums, TGradientApply>(rows), rows, parameterSums: null, int.MaxValue);
}
