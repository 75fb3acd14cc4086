using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Parsing.Attributes;

namespace BatchNormGen.Generator.Parsing.Rules;

/// <summary>What the shape of a layer of channels may be: features, rank, positions and layout.</summary>
internal static class ChannelShapeRules
{
    /// <summary>The axes of the positions, for <c>numDims</c> 3 to 5.</summary>
    private static readonly string[] Axes = ["[L]", "[H, W]", "[D, H, W]"];

    public static bool IsFeatureCount(int number) => number is >= 1 and <= LayerLimits.MaxFeatures;

    public static IEnumerable<Fault> Check(ChannelShapeArguments shape)
    {
        bool featuresFit = shape.NumFeatures is { } features && IsFeatureCount(features.Value);
        if (shape.NumFeatures is { } wrongFeatures && !featuresFit)
        {
            yield return new(
                DiagnosticDescriptors.NumFeaturesOutOfRange, wrongFeatures.Place, wrongFeatures.Text, NumberText.Of(LayerLimits.MaxFeatures));
        }

        bool dimsFit = shape.NumDims is { } dims && IsRank(dims.Value);
        if (shape.NumDims is { } wrongDims && !dimsFit)
        {
            yield return new(DiagnosticDescriptors.NumDimsOutOfRange, wrongDims.Place, wrongDims.Text, SwapHint(shape.NumFeatures, wrongDims));
        }

        bool lengthFits = !dimsFit || shape.Spatial.Count == 0 || shape.Spatial.Count == shape.NumDims!.Value - 2;
        if (!lengthFits)
        {
            yield return WrongLength(shape.Spatial, shape.NumDims!);
        }

        Fault[] notPositive = [.. ExtentRules.CheckPositive(shape.Spatial, DiagnosticDescriptors.SpatialExtentNotPositive)];
        foreach (Fault fault in notPositive)
        {
            yield return fault;
        }

        if (featuresFit && lengthFits && notPositive.Length == 0 && shape.Spatial.Count > 0
            && ExtentRules.CheckSize(shape.Spatial.Prepend(shape.NumFeatures!), shape.Spatial[0].Place, "sample", "numFeatures and Spatial") is { } tooLarge)
        {
            yield return tooLarge;
        }

        foreach (Fault fault in EnumRules.Check<TensorLayout>(shape.Layout))
        {
            yield return fault;
        }
    }

    private static bool IsRank(int number) => number is >= LayerLimits.MinDims and <= LayerLimits.MaxDims;

    /// <summary>For <c>[BatchNorm(4, 64)]</c>, where each number would be right in the other's place.</summary>
    private static string SwapHint(Argument<int>? features, Argument<int> dims) =>
        features is not null && IsRank(features.Value) && IsFeatureCount(dims.Value)
            ? $"; did you mean numFeatures {dims.Text} and numDims {features.Text}?"
            : string.Empty;

    private static Fault WrongLength(EquatableArray<Argument<int>> spatial, Argument<int> dims)
    {
        (string expected, string advice) = dims.Value == 2
            ? ("none", "leave Spatial out")
            : (Axes[dims.Value - 3], "give every extent, or leave Spatial out");

        // Batch and channels count too, unlike in the names of layers elsewhere: BatchNorm2d works on tensors of rank 4.
        int rank = spatial.Count + 2;
        string hint = IsRank(rank) ? $"{advice}; or did you mean numDims {NumberText.Of(rank)}?" : advice;
        return new(DiagnosticDescriptors.SpatialLengthMismatch, spatial[0].Place, NumberText.Of(spatial.Count), dims.Text, expected, hint);
    }
}
