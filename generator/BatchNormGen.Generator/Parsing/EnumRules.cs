using System;
using System.Globalization;
using System.Linq;
using BatchNormGen.Generator.Diagnostics;

namespace BatchNormGen.Generator.Parsing;

/// <summary>An enum's value must be one that the enum defines: C# lets any number be cast to it.</summary>
internal static class EnumRules
{
    public static void Check<TEnum>(AttributeArgument<int>? argument, ParseFindings findings)
        where TEnum : struct, Enum
    {
        if (argument is not { } given || Enum.IsDefined(typeof(TEnum), given.Value))
        {
            return;
        }

        string type = typeof(TEnum).Name;
        string[] names = [.. Enum.GetNames(typeof(TEnum)).Select(name => type + "." + name)];
        string expected = $"{string.Join(", ", names.Take(names.Length - 1))} or {names[names.Length - 1]}";
        findings.Report(
            DiagnosticDescriptors.EnumValueUndefined, given.Location, given.Name, given.Value.ToString(CultureInfo.InvariantCulture), type, expected);
    }
}
