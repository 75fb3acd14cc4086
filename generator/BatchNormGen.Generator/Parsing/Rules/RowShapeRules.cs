using System.Collections.Generic;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Parsing.Attributes;

namespace BatchNormGen.Generator.Parsing.Rules;

/// <summary>What the rows of a layer may be: the extents of the last axes.</summary>
internal static class RowShapeRules
{
    public static IEnumerable<Fault> Check(RowShapeArguments shape)
    {
        if (shape.Extents is not { } extents)
        {
            yield break;
        }

        bool lengthFits = extents.Count is >= 1 and <= LayerLimits.MaxNormalizedAxes;
        if (!lengthFits)
        {
            // At the first extent that is too many.
            Place place = extents.Count == 0 ? shape.Place : shape.Place with { Element = LayerLimits.MaxNormalizedAxes };
            yield return new(
                DiagnosticDescriptors.NormalizedShapeLengthOutOfRange, place, NumberText.Of(extents.Count), NumberText.Of(LayerLimits.MaxNormalizedAxes));
        }

        Fault[] notPositive = [.. ExtentRules.CheckPositive(extents, DiagnosticDescriptors.NormalizedExtentNotPositive)];
        foreach (Fault fault in notPositive)
        {
            yield return fault;
        }

        if (lengthFits && notPositive.Length == 0 && ExtentRules.CheckSize(extents, shape.Place, "row", "the extents that are normalized over") is { } tooLarge)
        {
            yield return tooLarge;
        }
    }
}
