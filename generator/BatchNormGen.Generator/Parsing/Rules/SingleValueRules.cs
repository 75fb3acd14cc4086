using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Attributes;

namespace BatchNormGen.Generator.Parsing.Rules;

/// <summary>A value that is normalized by itself is its own mean, so that nothing is left of it; a mean square leaves its sign.</summary>
internal static class SingleValueRules
{
    /// <summary>Of rows.</summary>
    public static IEnumerable<Fault> Check(RowShapeArguments shape, RowStatistic statistic, AffineSpec affine)
    {
        if (shape.Extents is { Count: > 0 and <= LayerLimits.MaxNormalizedAxes } extents && extents.All(static extent => extent.Value == 1))
        {
            yield return new(
                DiagnosticDescriptors.NormalizedByItself, shape.Place, "a row has one value",
                statistic == RowStatistic.MeanSquare ? SignOnly(affine) : Nothing(affine), "give the extents to normalize over");
        }
    }

    /// <summary>Of groups of channels.</summary>
    public static IEnumerable<Fault> Check(ChannelShapeArguments shape, GroupArguments groups, AffineSpec affine)
    {
        bool isOneChannel = groups.AreChannels || (groups.NumGroups is { Value: > 0 and var number } && number == shape.NumFeatures?.Value);
        if (isOneChannel && PlaceOfOnePosition(shape, groups) is { } place)
        {
            (string cause, string advice) = groups.AreChannels
                ? ("a channel of a sample has one value", "take a LayerNorm or BatchNorm instead")
                : ("a group of a sample has one value", "choose fewer groups");
            yield return new(DiagnosticDescriptors.NormalizedByItself, place, cause, Nothing(affine), advice);
        }
    }

    /// <summary>What says that there is one position: the rank, or extents of 1; null if there may be more.</summary>
    private static Place? PlaceOfOnePosition(ChannelShapeArguments shape, GroupArguments groups) => shape switch
    {
        { NumDims: { Value: 2 } rank, Spatial.Count: 0 } => groups.NumGroups?.Place ?? rank.Place,
        { NumDims.Value: var rank, Spatial: { Count: > 0 } spatial } when spatial.Count == rank - 2 && spatial.All(static extent => extent.Value == 1) => spatial[0].Place,
        _ => null,
    };

    private static string Nothing(AffineSpec affine) => affine.Shift ? "beta" : "0";

    private static string SignOnly(AffineSpec affine) => (affine.Scale ? "gamma or -gamma" : "1 or -1") + (affine.Shift ? " plus beta" : "") + ", Epsilon aside";
}
