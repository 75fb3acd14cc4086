using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;
using BatchNormGen.Statistics;

namespace BatchNormGen.Walks;

/// <summary>Two sums per statistic over the values of one or two tensors: where everything is, from the first statistic on.</summary>
/// <param name="kernel">The reduction.</param>
/// <param name="x">The first input.</param>
/// <param name="dy">The second input, or null.</param>
/// <param name="center">What is subtracted from x, in the form that kernels take.</param>
/// <param name="sums">Receives the sums.</param>
/// <param name="partials">Scratch memory for two vectors.</param>
internal readonly unsafe struct ReductionCall<T>(Kernel<T> kernel, T* x, T* dy, T* center, SumVectors sums, T* partials)
    where T : unmanaged
{
    public Kernel<T> Kernel { get; } = kernel;

    public SumVectors Sums { get; } = sums;

    /// <summary>What the kernel is handed for the values that begin some elements on, and the statistics from one on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Arguments(nint offset, int feature, out KernelArguments<T> arguments)
    {
        arguments = default;
        arguments.SetInput(0, x + offset);
        arguments.SetInput(1, dy + offset);
        arguments.SetConstant(0, center + feature);
        arguments.SetSum(0, Sums.First + feature);
        arguments.SetSum(1, Sums.Second + feature);
        arguments.SetPartials(partials);
    }
}
