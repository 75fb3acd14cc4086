namespace BatchNormGen.Generator.Graphs;

/// <summary>How a square window goes along the rows and columns of feature maps.</summary>
/// <param name="Kernel">Its height and width.</param>
/// <param name="Stride">The rows or columns from one place to the next.</param>
/// <param name="Padding">The rows or columns that are added on each side.</param>
internal readonly record struct Window(int Kernel, int Stride, int Padding)
{
    /// <summary>In how many places along an extent the window fits; less than 1 if in none.</summary>
    public long Places(int extent) => extent + (2L * Padding) < Kernel ? 0 : ((extent + (2L * Padding) - Kernel) / Stride) + 1;

    /// <summary>How many rows or columns at the end of an extent no window reaches.</summary>
    public long Unread(int extent)
    {
        long end = ((Places(extent) - 1) * Stride) + Kernel - Padding;
        return end >= extent ? 0 : extent - end;
    }
}
