using System.ComponentModel;

namespace BatchNormGen.CompilerServices;

/// <summary>A generated kernel of sums of products, or of what is done with them: for one shape, and for lanes of any width.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IProductKernel
{
    /// <summary>Computes a part of the sums.</summary>
    /// <typeparam name="TLanes">The lanes that the runtime chose for the machine.</typeparam>
    /// <param name="arguments">What it works on.</param>
    static abstract void Run<TLanes>(in ProductArguments arguments)
        where TLanes : struct, ILanes<TLanes, float>;
}
