using BatchNormGen.CompilerServices;

namespace BatchNormGen.Walks;

/// <summary>An element-wise map over a batch: where everything is, and how large.</summary>
/// <remarks>All that a prediction needs. It is small, since it is made anew for every call, and a small batch takes only some nanoseconds.</remarks>
internal struct MapCall<T>
    where T : unmanaged
{
    /// <summary>Tensors and constants, from their first elements on; the constants as <see cref="Walks.Walk{T}.Spread"/> gives them.</summary>
    public KernelArguments<T> Arguments;

    public Kernel<T> Kernel;

    public nint Samples;
    public nint Positions;

    /// <summary>Whether the result is written past the caches.</summary>
    public bool Streams;
}
