using System.Collections.Generic;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Attributes;

namespace BatchNormGen.Generator.Parsing.Rules;

/// <summary>What the type of a layer's numbers may be, and which Epsilon has a meaning in that type.</summary>
internal static class NumberRules
{
    public static IEnumerable<Fault> Check(Argument<ElementType?>? elementType, Argument<double>? epsilon)
    {
        if (elementType is { Value: null })
        {
            yield return new(DiagnosticDescriptors.ElementTypeUnsupported, elementType.Place, elementType.Text);
        }

        // Of an unsupported type as of double: then only what is wrong for every type is reported.
        ElementType assumed = elementType is null ? ElementType.Float : elementType.Value ?? ElementType.Double;
        if (epsilon is not null && CheckEpsilon(epsilon, isFloat: assumed == ElementType.Float) is { } fault)
        {
            yield return fault;
        }
    }

    private static Fault? CheckEpsilon(Argument<double> epsilon, bool isFloat)
    {
        string type = isFloat ? "float" : "double";
        double rounded = isFloat ? (float)epsilon.Value : epsilon.Value;
        string? obstacle = epsilon.Value switch
        {
            double.NaN => "not a number",
            double.PositiveInfinity or double.NegativeInfinity => "not finite",
            <= 0 => "not positive",
            _ when rounded == 0 => "0 as " + type,
            _ when double.IsInfinity(rounded) => "infinite as " + type,
            _ => null,
        };

        if (obstacle is not null)
        {
            return new(DiagnosticDescriptors.EpsilonUnusable, epsilon.Place, epsilon.Text, obstacle, type);
        }

        bool hasEffect = isFloat ? (float)(1f + (float)rounded) != 1f : 1 + rounded != 1;
        return hasEffect ? null : new(DiagnosticDescriptors.EpsilonWithoutEffect, epsilon.Place, epsilon.Text, type, isFloat ? "1e-7" : "1e-15");
    }
}
