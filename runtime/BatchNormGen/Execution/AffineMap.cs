namespace BatchNormGen.Execution;

/// <summary>y = (x − mean) · scale + shift over a batch, as its threads see it: where everything is, and how large.</summary>
/// <remarks>All that a prediction needs. It is small, since it is made anew for every call, and a small batch takes only some nanoseconds.</remarks>
internal unsafe struct AffineMap<T>
    where T : unmanaged
{
    public T* X;
    public T* Y;

    // The constants in the form that ITraversal.Spread gives them.
    public T* Mean;
    public T* Scale;
    public T* Shift;

    public nint Samples;
    public nint Positions;

    /// <summary>Whether the result is written past the caches.</summary>
    public bool Streams;
}
