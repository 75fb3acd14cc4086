namespace BatchNormGen.State.Elements;

/// <summary>The arithmetic of shapes.</summary>
internal static class ElementShape
{
    /// <summary>The number of elements of a shape: the product of its extents, 1 for a scalar.</summary>
    /// <param name="shape">The extents, none of them negative.</param>
    /// <param name="count">The product.</param>
    /// <returns>
    /// False if a product on the way, from the first extent to the last, is too large for a <see cref="long"/>, even if an extent of zero follows.
    /// So does the reference implementation of safetensors, and a file that is written here is one that it reads.
    /// </returns>
    public static bool TryCount(ReadOnlySpan<long> shape, out long count)
    {
        count = 1;
        foreach (long extent in shape)
        {
            if (extent != 0 && count > long.MaxValue / extent)
            {
                return false;
            }

            count *= extent;
        }

        return true;
    }

    /// <summary>A shape in words, shortened if it has very many extents.</summary>
    public static string Describe(ReadOnlySpan<long> shape)
    {
        const int Most = 8;
        string extents = string.Join(", ", shape[..Math.Min(shape.Length, Most)].ToArray());
        return shape.Length > Most ? $"[{extents}, … {shape.Length} extents]" : $"[{extents}]";
    }
}
