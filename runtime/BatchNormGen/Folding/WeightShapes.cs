using BatchNormGen.CompilerServices;

namespace BatchNormGen.Folding;

/// <summary>Checks the shape of weights that a prediction is folded into.</summary>
internal static class WeightShapes
{
    /// <exception cref="ArgumentException">The shape is not one of that many weights, or does not have the layer's channels on the axis.</exception>
    public static void Check(LayerShape layer, ReadOnlySpan<int> shape, int length, int outputAxis, int groups)
    {
        if (groups < 1)
        {
            FoldingErrors.Groups(layer, groups);
        }

        if ((uint)outputAxis >= (uint)shape.Length)
        {
            FoldingErrors.OutputAxis(layer, shape, outputAxis);
        }

        if (!HasLength(shape, length))
        {
            FoldingErrors.WeightShape(layer, shape, length);
        }

        if (shape[outputAxis] != layer.NumFeatures && !HasOutputsOfGroups(layer, shape, outputAxis, groups))
        {
            FoldingErrors.Outputs(layer, shape, outputAxis, groups);
        }
    }

    private static bool HasLength(ReadOnlySpan<int> shape, int length)
    {
        long product = 1;
        foreach (int extent in shape)
        {
            // Never more than the largest int here, so that the next product fits.
            product *= extent;
            if (extent < 1 || product > length)
            {
                return false;
            }
        }

        return product == length;
    }

    /// <summary>Whether axis 0 holds the groups one after another, and the other axis the outputs of one.</summary>
    private static bool HasOutputsOfGroups(LayerShape layer, ReadOnlySpan<int> shape, int outputAxis, int groups) =>
        outputAxis > 0 && shape[0] % groups == 0 && (long)shape[outputAxis] * groups == layer.NumFeatures;
}
