using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Diagnostics;
using BatchNormGen.Generator.Parsing.Attributes;

namespace BatchNormGen.Generator.Parsing.Rules;

/// <summary>An enum's value must be one that the enum defines: C# lets any number be cast to it.</summary>
internal static class EnumRules
{
    public static IEnumerable<Fault> Check<TEnum>(Argument<int>? argument)
        where TEnum : struct, Enum
    {
        if (argument is null || Enum.IsDefined(typeof(TEnum), argument.Value))
        {
            yield break;
        }

        string type = typeof(TEnum).Name;
        string[] names = [.. Enum.GetNames(typeof(TEnum)).Select(name => type + "." + name)];
        string expected = $"{string.Join(", ", names.Take(names.Length - 1))} or {names[names.Length - 1]}";
        yield return new(DiagnosticDescriptors.EnumValueUndefined, argument.Place, argument.Name, argument.Text, type, expected);
    }
}
