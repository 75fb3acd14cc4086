using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using BatchNormGen.Generator.Diagnostics;

namespace BatchNormGen.Generator.Parsing;

/// <summary>What a layer's shape may be: features, rank, positions and layout.</summary>
internal static class ShapeRules
{
    /// <summary>The axes of the positions, for <c>numDims</c> 3 to 5.</summary>
    private static readonly string[] Axes = ["[L]", "[H, W]", "[D, H, W]"];

    public static void Check(AttributeArguments arguments, ParseFindings findings)
    {
        bool featuresFit = CheckNumFeatures(arguments, findings);
        bool dimsFit = CheckNumDims(arguments, findings);
        if (arguments.Spatial is { } spatial)
        {
            bool lengthFits = !dimsFit || CheckLength(spatial, arguments.NumDims!.Value, findings);
            bool extentsFit = CheckExtents(spatial.Value, findings);
            if (featuresFit && lengthFits && extentsFit)
            {
                CheckSampleSize(arguments.NumFeatures!.Value, spatial, findings);
            }
        }

        EnumRules.Check<TensorLayout>(arguments.Layout, findings);
    }

    private static bool CheckNumFeatures(AttributeArguments arguments, ParseFindings findings)
    {
        if (arguments.NumFeatures is not { } features)
        {
            return false;
        }

        if (features.Value is >= 1 and <= LayerLimits.MaxFeatures)
        {
            return true;
        }

        findings.Report(DiagnosticDescriptors.NumFeaturesOutOfRange, features.Location, Text(features.Value), Text(LayerLimits.MaxFeatures));
        return false;
    }

    private static bool CheckNumDims(AttributeArguments arguments, ParseFindings findings)
    {
        if (arguments.NumDims is not { } dims)
        {
            return false;
        }

        if (dims.Value is >= LayerLimits.MinDims and <= LayerLimits.MaxDims)
        {
            return true;
        }

        findings.Report(DiagnosticDescriptors.NumDimsOutOfRange, dims.Location, Text(dims.Value));
        return false;
    }

    private static bool CheckLength(AttributeArgument<IReadOnlyList<AttributeArgument<int>>> spatial, int numDims, ParseFindings findings)
    {
        int length = spatial.Value.Count;
        if (length == 0 || length == numDims - 2)
        {
            return true;
        }

        (string expected, string advice) = numDims == 2
            ? ("none", "leave Spatial out")
            : (Axes[numDims - 3], "give every extent, or leave Spatial out");
        findings.Report(DiagnosticDescriptors.SpatialLengthMismatch, spatial.Location, Text(length), Text(numDims), expected, advice);
        return false;
    }

    private static bool CheckExtents(IReadOnlyList<AttributeArgument<int>> extents, ParseFindings findings)
    {
        bool fit = true;
        foreach (AttributeArgument<int> extent in extents.Where(static extent => extent.Value <= 0))
        {
            findings.Report(DiagnosticDescriptors.SpatialExtentNotPositive, extent.Location, Text(extent.Value));
            fit = false;
        }

        return fit;
    }

    private static void CheckSampleSize(int numFeatures, AttributeArgument<IReadOnlyList<AttributeArgument<int>>> spatial, ParseFindings findings)
    {
        // Three extents and the features: up to 113 bits.
        BigInteger size = spatial.Value.Aggregate(new BigInteger(numFeatures), static (product, extent) => product * extent.Value);
        if (size > int.MaxValue)
        {
            string factors = string.Join(" × ", spatial.Value.Select(static extent => Text(extent.Value)).Prepend(Text(numFeatures)));
            findings.Report(
                DiagnosticDescriptors.SampleTooLarge, spatial.Location, factors, size.ToString(CultureInfo.InvariantCulture), Text(int.MaxValue));
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
