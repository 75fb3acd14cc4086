namespace BatchNormGen.Statistics;

/// <summary>
/// The constants of the maps: y = (x − mean) · scale + shift, dx = ((dy − offset) − (x − mean) · slope) · scale.
/// </summary>
internal readonly unsafe struct MapConstants<T>(T* mean, T* scale, T* shift, T* offset, T* slope)
    where T : unmanaged
{
    /// <summary>How many vectors they are.</summary>
    public const int Vectors = 5;

    public T* Mean { get; } = mean;

    public T* Scale { get; } = scale;

    public T* Shift { get; } = shift;

    public T* Offset { get; } = offset;

    public T* Slope { get; } = slope;
}
