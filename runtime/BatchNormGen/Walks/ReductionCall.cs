using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Statistics;

namespace BatchNormGen.Walks;

/// <summary>Sums of each statistic over the values of some tensors: where everything is, from the first value and the first statistic on.</summary>
internal unsafe struct ReductionCall<T>
    where T : unmanaged
{
    /// <summary>Tensors, constants and sums, from their first elements on; the constants in the form that kernels take.</summary>
    public KernelArguments<T> Arguments;

    public Kernel<T> Kernel;

    /// <summary>Describes a reduction, without its inputs and constants.</summary>
    /// <param name="kernel">The reduction.</param>
    /// <param name="sums">Receives the sums.</param>
    /// <param name="partials">Scratch memory for two vectors.</param>
    /// <param name="reduction">Receives the description.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void New(Kernel<T> kernel, SumVectors sums, T* partials, out ReductionCall<T> reduction)
    {
        reduction = default;
        reduction.Kernel = kernel;
        reduction.Arguments.SetSum(0, sums.First);
        reduction.Arguments.SetSum(1, sums.Second);
        reduction.Arguments.SetPartials(partials);
    }
}
