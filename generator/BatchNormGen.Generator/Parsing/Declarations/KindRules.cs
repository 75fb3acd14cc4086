using BatchNormGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Declarations;

/// <summary>A class is one layer, so it has an attribute of one kind.</summary>
internal static class KindRules
{
    private const string Suffix = "Attribute";

    /// <returns>Whether the attribute is of the class's first kind, the one with which everything else about the class is reported.</returns>
    public static bool Check(INamedTypeSymbol type, INamedTypeSymbol attributeClass, Location attribute, ParseFindings findings)
    {
        INamedTypeSymbol[] kinds = [.. LayerKinds.AttributesOf(type)];
        if (kinds.Length < 2)
        {
            return true;
        }

        if (SymbolEqualityComparer.Default.Equals(kinds[0], attributeClass))
        {
            findings.LeaveToOthers();
            return true;
        }

        findings.Report(DiagnosticDescriptors.SeveralKinds, attribute, NameOf(attributeClass), NameOf(kinds[0]));
        return false;
    }

    private static string NameOf(INamedTypeSymbol attributeClass) => attributeClass.Name.Substring(0, attributeClass.Name.Length - Suffix.Length);
}
