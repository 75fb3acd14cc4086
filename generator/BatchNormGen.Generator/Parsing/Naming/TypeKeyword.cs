using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Naming;

/// <summary>The words that declare a type, between <c>partial</c> and its name.</summary>
internal static class TypeKeyword
{
    public static string Of(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Interface, _) => "interface",
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (_, true) => "record",
        _ => "class",
    };
}
