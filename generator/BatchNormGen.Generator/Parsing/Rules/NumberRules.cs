using System.Collections.Generic;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Attributes;

namespace BatchNormGen.Generator.Parsing.Rules;

/// <summary>What the type of a layer's numbers may be, and which numbers have a meaning in that type.</summary>
internal static class NumberRules
{
    /// <summary>What most layers add Epsilon to.</summary>
    public const string Variance = "variance";

    /// <summary>What an RmsNorm adds Epsilon to.</summary>
    public const string MeanSquare = "mean square";

    /// <param name="elementType">The type.</param>
    /// <param name="epsilon">Epsilon, where it is given.</param>
    /// <param name="type">The type by which numbers are judged.</param>
    /// <param name="statistic">What Epsilon is added to.</param>
    public static IEnumerable<Fault> Check(Argument<ElementType?>? elementType, Argument<double>? epsilon, ElementType type, string statistic)
    {
        if (elementType is { Value: null })
        {
            yield return new(DiagnosticDescriptors.ElementTypeUnsupported, elementType.Place, elementType.Text);
        }

        if (epsilon is not null && CheckEpsilon(epsilon, type, statistic) is { } fault)
        {
            yield return fault;
        }
    }

    public static string NameOf(ElementType type) => type == ElementType.Float ? "float" : "double";

    /// <summary>What keeps a number from being a finite one of a type; null if it is one.</summary>
    public static string? ObstacleToFinite(double number, ElementType type) => number switch
    {
        double.NaN => "not a number",
        double.PositiveInfinity or double.NegativeInfinity => "not finite",
        _ when double.IsInfinity(Rounded(number, type)) => "infinite as " + NameOf(type),
        _ => null,
    };

    private static double Rounded(double number, ElementType type) => type == ElementType.Float ? (float)number : number;

    private static Fault? CheckEpsilon(Argument<double> epsilon, ElementType type, string statistic)
    {
        double rounded = Rounded(epsilon.Value, type);
        string? obstacle = ObstacleToFinite(epsilon.Value, type)
            ?? (epsilon.Value <= 0 ? "not positive" : rounded == 0 ? "0 as " + NameOf(type) : null);
        if (obstacle is not null)
        {
            return new(DiagnosticDescriptors.EpsilonUnusable, epsilon.Place, epsilon.Text, obstacle, NameOf(type));
        }

        bool hasEffect = Rounded(1 + rounded, type) != 1;
        return hasEffect
            ? null
            : new(DiagnosticDescriptors.EpsilonWithoutEffect, epsilon.Place, epsilon.Text, NameOf(type), type == ElementType.Float ? "1e-7" : "1e-15", statistic);
    }
}
