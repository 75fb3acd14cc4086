using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Naming;

/// <summary>Turns a class into the names that generated code needs of it.</summary>
internal static class TypeIdentity
{
    private static readonly SymbolDisplayFormat DisplayFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters);

    public static LayerType Of(INamedTypeSymbol type) => new()
    {
        Namespace = string.Join(".", NamespacesAround(type).Select(static part => SourceName.OfNamespace(part.Name))),
        ContainingTypes = new(TypesAround(type).Select(ToContainingType)),
        Name = SourceName.OfType(type.Name),
        DisplayName = DisplayName(type),
        HintName = Naming.HintName.Of(type),
    };

    /// <summary>Whether the class and all around it have names, and type parameters too.</summary>
    public static bool IsNamed(INamedTypeSymbol type) =>
        TypesAround(type).Append(type).All(static level => level.Name.Length > 0 && level.TypeParameters.All(static parameter => parameter.Name.Length > 0))
        && NamespacesAround(type).All(static part => part.Name.Length > 0);

    public static string DisplayName(INamedTypeSymbol type) => type.ToDisplayString(DisplayFormat);

    private static ContainingType ToContainingType(INamedTypeSymbol type)
    {
        string name = SourceName.OfType(type.Name);
        return new(
            TypeKeyword.Of(type),
            type.Arity == 0 ? name : $"{name}<{string.Join(", ", type.TypeParameters.Select(static parameter => SourceName.OfType(parameter.Name)))}>");
    }

    /// <summary>Outermost first.</summary>
    private static IEnumerable<INamedTypeSymbol> TypesAround(INamedTypeSymbol type)
    {
        Stack<INamedTypeSymbol> around = new();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            around.Push(outer);
        }

        return around;
    }

    /// <summary>Outermost first, without the global one.</summary>
    private static IEnumerable<INamespaceSymbol> NamespacesAround(INamedTypeSymbol type)
    {
        Stack<INamespaceSymbol> around = new();
        for (INamespaceSymbol outer = type.ContainingNamespace; !outer.IsGlobalNamespace; outer = outer.ContainingNamespace)
        {
            around.Push(outer);
        }

        return around;
    }
}
