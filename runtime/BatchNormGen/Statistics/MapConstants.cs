namespace BatchNormGen.Statistics;

/// <summary>How many vectors the constants of a map are.</summary>
internal static class MapConstants
{
    public const int Count = 5;
}

/// <summary>
/// The constants of the maps: y = (x − mean) · scale + shift, dx = ((dy − offset) − (x − mean) · slope) · scale.
/// </summary>
internal readonly unsafe struct MapConstants<T>(T* mean, T* scale, T* shift, T* offset, T* slope)
    where T : unmanaged
{
    public T* Mean { get; } = mean;

    public T* Scale { get; } = scale;

    public T* Shift { get; } = shift;

    public T* Offset { get; } = offset;

    public T* Slope { get; } = slope;
}
