using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>Types as messages name them: as C# does, without namespaces. <c>int</c>, <c>List&lt;float[]&gt;</c>.</summary>
internal static class TypeText
{
    public static string Of(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
