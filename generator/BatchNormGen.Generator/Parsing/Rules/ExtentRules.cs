using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using BatchNormGen.Generator.Collections;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Parsing.Attributes;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Rules;

/// <summary>What the extents of every shape must be: positive, and not more together than a span can hold.</summary>
internal static class ExtentRules
{
    /// <param name="extents">The extents, elements of one argument.</param>
    /// <param name="descriptor">What is reported of one that is not positive, with its text as <c>{1}</c>.</param>
    public static IEnumerable<Fault> CheckPositive(EquatableArray<Argument<int>> extents, DiagnosticDescriptor descriptor)
    {
        for (int i = 0; i < extents.Count; i++)
        {
            if (extents[i].Value <= 0)
            {
                yield return new(descriptor, new(extents[i].Name, i), extents[i].Text);
            }
        }
    }

    /// <param name="factors">The positive numbers whose product is the size.</param>
    /// <param name="place">Where they are.</param>
    /// <param name="whole">Of what it is the size.</param>
    /// <param name="suspects">What should be checked where it is too large.</param>
    public static Fault? CheckSize(IEnumerable<Argument<int>> factors, Place place, string whole, string suspects)
    {
        // Eight extents: up to 248 bits.
        BigInteger size = factors.Aggregate(BigInteger.One, static (product, factor) => product * factor.Value);
        return size <= int.MaxValue
            ? null
            : new(
                DiagnosticDescriptors.SampleTooLarge, place, string.Join(" × ", factors.Select(static factor => factor.Text)),
                size.ToString(CultureInfo.InvariantCulture), whole, NumberText.Of(int.MaxValue), suspects);
    }
}
