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
    private RowNormKernels(NormalizationKernels<T> ofRows, PlaneDivision rows)
    {
        OfRows = ofRows;
        Rows = rows;
    }

    /// <summary>Those that go along rows, as along planes.</summary>
    internal NormalizationKernels<T> OfRows { get; }

    /// <summary>An estimate of each row's mean: input x, output the vector of estimates. Null where rows have no mean, or are so long that they are measured in parts.</summary>
    internal Kernel<T>? Estimates { get; private init; }

    /// <summary>How rows are divided: the features are the rows of a block.</summary>
    internal PlaneDivision Rows { get; }

    /// <summary>
    /// The gradients of gamma and beta, those that exist: Σd · x̂ and Σd over rows; inputs x, dy; across them the constants of each row that
    /// <see cref="NormalizationKernels{T}.Apply"/> takes. Null in a layer without parameters.
    /// </summary>
    internal Kernel<T>? ParameterSums { get; private init; }

    /// <summary>The most chunks that rows are summed in.</summary>
    internal int MaxChunks { get; private init; } = int.MaxValue;

    /// <summary>Kernels of a layer without parameters.</summary>
    public static RowNormKernels<T> Of<TStatistics, TApply, TGradientSums, TGradientApply>(PlaneDivision rows)
        where TStatistics : struct, IKernel<T>
        where TApply : struct, IKernel<T>
        where TGradientSums : struct, IKernel<T>
        where TGradientApply : struct, IKernel<T> =>
        new(NormalizationKernels<T>.OfPlanes<TStatistics, TApply, TGradientSums, TGradientApply>(rows), rows);

    /// <summary>These, and the kernel that estimates means.</summary>
    public RowNormKernels<T> WithEstimates<TEstimates>()
        where TEstimates : struct, IKernel<T> =>
        new(OfRows, Rows) { Estimates = Kernel<T>.Of<TEstimates>(), ParameterSums = ParameterSums, MaxChunks = MaxChunks };

    /// <summary>These, and the sums for gamma and beta.</summary>
    public RowNormKernels<T> WithParameterSums<TParameterSums>(RowDivision sums)
        where TParameterSums : struct, IKernel<T> =>
        new(OfRows, Rows) { Estimates = Estimates, ParameterSums = Kernel<T>.Of<TParameterSums>(), MaxChunks = sums.MaxChunks };
}
