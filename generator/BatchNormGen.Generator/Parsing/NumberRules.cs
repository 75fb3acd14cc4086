using System.Globalization;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing;

/// <summary>What the type of a layer's numbers may be, and which Epsilon that type can hold and feel.</summary>
internal static class NumberRules
{
    public static void Check(AttributeArguments arguments, ParseFindings findings)
    {
        ElementType? elementType = ElementType.Float;
        if (arguments.ElementType is { } declared)
        {
            elementType = ElementTypeOf(declared.Value);
            if (elementType is null)
            {
                findings.Report(
                    DiagnosticDescriptors.ElementTypeUnsupported,
                    declared.Location,
                    declared.Value is { } type ? $"typeof({type.ToDisplayString()})" : "null");
            }
        }

        if (arguments.Epsilon is { } epsilon)
        {
            // Of an unknown type as of double: then only what is wrong for every type is reported.
            CheckEpsilon(epsilon, elementType ?? ElementType.Double, findings);
        }
    }

    public static ElementType? ElementTypeOf(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Single => ElementType.Float,
        SpecialType.System_Double => ElementType.Double,
        _ => null,
    };

    private static void CheckEpsilon(AttributeArgument<double> epsilon, ElementType elementType, ParseFindings findings)
    {
        bool isFloat = elementType == ElementType.Float;
        string type = isFloat ? "float" : "double";
        double rounded = isFloat ? (float)epsilon.Value : epsilon.Value;
        string text = epsilon.Value.ToString("R", CultureInfo.InvariantCulture);

        string? fault = epsilon.Value switch
        {
            double.NaN => "not a number",
            double.PositiveInfinity or double.NegativeInfinity => "not finite",
            <= 0 => "not positive",
            _ when rounded == 0 => "0 as " + type,
            _ when double.IsInfinity(rounded) => "infinite as " + type,
            _ => null,
        };

        if (fault is not null)
        {
            findings.Report(DiagnosticDescriptors.EpsilonUnusable, epsilon.Location, text, fault, type);
            return;
        }

        bool felt = isFloat ? (float)(1f + (float)rounded) != 1f : 1 + rounded != 1;
        if (!felt)
        {
            findings.Report(DiagnosticDescriptors.EpsilonTooSmall, epsilon.Location, text, type, isFloat ? "1e-7" : "1e-15");
        }
    }
}
