using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>A generated kernel: one formula, for one shape, for lanes of any width.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IKernel<T>
    where T : unmanaged
{
    /// <summary>Computes the formula.</summary>
    /// <typeparam name="TLanes">The lanes that the runtime chose for the machine.</typeparam>
    /// <param name="arguments">What it works on.</param>
    static abstract void Run<TLanes>(in KernelArguments<T> arguments)
        where TLanes : struct, ILanes<TLanes, T>;
}
