using System;
using System.Collections.Generic;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Model;
using BatchNormGen.Generator.Parsing.Attributes;

namespace BatchNormGen.Generator.Parsing.Rules;

/// <summary>Which function may be applied in the end, and which slope it may have.</summary>
internal static class ActivationRules
{
    private const string TheFunctionWithASlope = "Activation = Activation.LeakyRelu";

    public static IEnumerable<Fault> Check(ActivationArguments arguments, ElementType type)
    {
        foreach (Fault fault in EnumRules.Check<Activation>(arguments.Function))
        {
            yield return fault;
        }

        if (arguments.Slope is not { } slope)
        {
            yield break;
        }

        if (NumberRules.ObstacleToFinite(slope.Value, type) is { } obstacle)
        {
            yield return new(DiagnosticDescriptors.ActivationSlopeNotFinite, slope.Place, slope.Text, obstacle, NumberRules.NameOf(type));
        }
        else if (arguments.Function is not { Value: var function } || (function != (int)Activation.LeakyRelu && Enum.IsDefined(typeof(Activation), function)))
        {
            yield return new(
                DiagnosticDescriptors.SettingWithoutEffect, slope.Place, slope.Name,
                $"without {TheFunctionWithASlope}: no other function has a slope", $"declare {TheFunctionWithASlope}");
        }
    }
}
