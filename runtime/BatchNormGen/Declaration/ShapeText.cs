// Compiled by the runtime and, linked, by the generator: messages and documentation say a shape in the same way.
using System.Globalization;

namespace BatchNormGen;

/// <summary>The shape of a batch as text: <c>(N, 64, H, W)</c>.</summary>
internal static class ShapeText
{
    /// <summary>The text of a shape.</summary>
    /// <param name="numFeatures">The number of channels.</param>
    /// <param name="numDims">The rank of the tensors.</param>
    /// <param name="layout">Where the channels lie.</param>
    /// <param name="spatial">The fixed extents of the positions; empty if they are free or there are none.</param>
    public static string Of(int numFeatures, int numDims, TensorLayout layout, System.Collections.Generic.IEnumerable<int> spatial)
    {
        System.Collections.Generic.List<string> positions = [];
        foreach (int extent in spatial)
        {
            positions.Add(extent.ToString(CultureInfo.InvariantCulture));
        }

        if (positions.Count == 0)
        {
            positions.AddRange(numDims switch
            {
                2 => [],
                3 => ["L"],
                4 => ["H", "W"],
                _ => (string[])["D", "H", "W"],
            });
        }

        string features = numFeatures.ToString(CultureInfo.InvariantCulture);
        System.Collections.Generic.IEnumerable<string> axes = layout == TensorLayout.ChannelsFirst ? ["N", features, .. positions] : ["N", .. positions, features];
        return $"({string.Join(", ", axes)})";
    }

    /// <summary>The text of a shape of which only the last axes are fixed: <c>(..., 512)</c>.</summary>
    /// <param name="lastExtents">The extents of the last axes.</param>
    public static string OfRows(System.Collections.Generic.IEnumerable<int> lastExtents)
    {
        System.Collections.Generic.List<string> axes = ["..."];
        foreach (int extent in lastExtents)
        {
            axes.Add(extent.ToString(CultureInfo.InvariantCulture));
        }

        return $"({string.Join(", ", axes)})";
    }
}
