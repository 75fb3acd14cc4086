using BatchNormGen.Generator.Collections;

namespace BatchNormGen.Generator.Graphs;

/// <summary>A learned tensor of a layer.</summary>
/// <param name="Key">Its name in files, with the layer's: <c>conv1.weight</c>.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Shape">Its extents.</param>
internal sealed record ParameterSpec(string Key, ParameterKind Kind, EquatableArray<int> Shape)
{
    /// <summary>The number of its values.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (int extent in Shape)
            {
                count *= extent;
            }

            return count;
        }
    }
}
