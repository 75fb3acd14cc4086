using System.Collections.Generic;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Parsing.Attributes;

namespace BatchNormGen.Generator.Parsing.Rules;

/// <summary>How channels may be divided into groups: into a number of them that divides the number of channels.</summary>
internal static class GroupRules
{
    public static IEnumerable<Fault> Check(Argument<int>? numGroups, Argument<int>? numFeatures)
    {
        if (numGroups is null)
        {
            yield break;
        }

        Argument<int>? features = numFeatures is not null && ChannelShapeRules.IsFeatureCount(numFeatures.Value) ? numFeatures : null;
        if (numGroups.Value < 1 || numGroups.Value > features?.Value)
        {
            string expected = features is null ? "at least 1" : $"from 1 to the number of channels, {features.Text}{SwapHint(numGroups, features)}";
            yield return new(DiagnosticDescriptors.NumGroupsOutOfRange, numGroups.Place, numGroups.Text, expected);
        }
        else if (features is not null && features.Value % numGroups.Value != 0)
        {
            yield return new(
                DiagnosticDescriptors.GroupsDoNotDivide, numGroups.Place, numGroups.Text, features.Text,
                NumberText.Of(DivisorFrom(numGroups.Value, step: -1, features.Value)), NumberText.Of(DivisorFrom(numGroups.Value, step: 1, features.Value)));
        }
    }

    /// <summary>For <c>[GroupNorm(64, 8, 4)]</c>, where each number would be right in the other's place.</summary>
    private static string SwapHint(Argument<int> groups, Argument<int> features) =>
        groups.Value > 0 && ChannelShapeRules.IsFeatureCount(groups.Value) && groups.Value % features.Value == 0
            ? $"; did you mean numGroups {features.Text} and numFeatures {groups.Text}?"
            : string.Empty;

    /// <summary>The next divisor below or above a number that is between 1 and the features, which are divisors both.</summary>
    private static int DivisorFrom(int number, int step, int features)
    {
        while (features % number != 0)
        {
            number += step;
        }

        return number;
    }
}
