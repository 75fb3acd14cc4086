using System.Runtime.CompilerServices;
using BatchNormGen.CompilerServices;

namespace BatchNormGen.Execution;

/// <summary>Gamma and beta of a layer whose statistics are rows: one of each per value of a row, in the form that kernels take.</summary>
/// <param name="First">Gamma; beta, in a layer without gamma; null in one without both.</param>
/// <param name="Second">Beta, behind gamma; otherwise null.</param>
internal readonly unsafe record struct CrossParameters<T>(nint First, nint Second)
    where T : unmanaged
{
    /// <summary>Those that exist, in the order in which kernels take them.</summary>
    public static CrossParameters<T> Of(T* gamma, T* beta) => gamma is null ? new((nint)beta, 0) : new((nint)gamma, (nint)beta);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetIn(ref KernelArguments<T> arguments)
    {
        arguments.SetCrossConstant(0, (T*)First);
        arguments.SetCrossConstant(1, (T*)Second);
    }
}
