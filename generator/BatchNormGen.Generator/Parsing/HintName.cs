using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing;

/// <summary>
/// Names a layer's generated file. The driver compares hint names without case and accepts few characters, and one name that it
/// refuses costs the output of every layer; so a name that is not plainly unique gets a hash of the exact type's name.
/// </summary>
internal static class HintName
{
    /// <summary>Dotted, without <c>@</c> before keywords.</summary>
    private static readonly SymbolDisplayFormat NamespaceFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    public static string Of(INamedTypeSymbol type, INamedTypeSymbol attributeClass)
    {
        string exact = ExactName(type);
        string readable = Readable(exact);
        bool isUnique = string.Equals(readable, exact.Replace('+', '.'), StringComparison.Ordinal) && !HasRival(type, attributeClass);
        return isUnique ? readable : readable + "." + Hash(exact);
    }

    /// <summary>The name in metadata: dots after namespaces, <c>+</c> after containing types, backtick-arity.</summary>
    private static string ExactName(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            return ExactName(outer) + "+" + type.MetadataName;
        }

        return type.ContainingNamespace.IsGlobalNamespace
            ? type.MetadataName
            : type.ContainingNamespace.ToDisplayString(NamespaceFormat) + "." + type.MetadataName;
    }

    private static string Readable(string exact)
    {
        StringBuilder name = new(exact.Length);
        foreach (char letter in exact)
        {
            name.Append(letter == '+' ? '.' : char.IsLetterOrDigit(letter) || letter is '.' or '_' or '`' ? letter : '_');
        }

        return name.ToString();
    }

    /// <summary>
    /// Whether another layer could have the same readable name: beside the class there is another layer, or beside something around it
    /// another type or namespace, whose name differs by case or kind alone. Looked up from the class outward, since a layer is parsed
    /// without knowledge of the others.
    /// </summary>
    private static bool HasRival(INamedTypeSymbol type, INamedTypeSymbol attributeClass)
    {
        if (Siblings(type).OfType<INamedTypeSymbol>().Any(sibling => IsLayer(sibling, attributeClass)))
        {
            return true;
        }

        for (INamespaceOrTypeSymbol? outer = ContainerOf(type); outer is not null and not INamespaceSymbol { IsGlobalNamespace: true }; outer = ContainerOf(outer))
        {
            if (Siblings(outer).Any())
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<INamespaceOrTypeSymbol> Siblings(INamespaceOrTypeSymbol symbol) =>
        ContainerOf(symbol) is { } container
            ? container.GetMembers().OfType<INamespaceOrTypeSymbol>().Where(other =>
                string.Equals(other.MetadataName, symbol.MetadataName, StringComparison.OrdinalIgnoreCase)
                && !SymbolEqualityComparer.Default.Equals(other, symbol))
            : [];

    private static INamespaceOrTypeSymbol? ContainerOf(INamespaceOrTypeSymbol symbol) =>
        symbol.ContainingType ?? (INamespaceOrTypeSymbol?)symbol.ContainingNamespace;

    private static bool IsLayer(INamedTypeSymbol type, INamedTypeSymbol attributeClass) =>
        type.GetAttributes().Any(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeClass));

    /// <summary>FNV-1a over the characters: the same in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
    private static string Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char letter in text)
        {
            hash = unchecked((hash ^ letter) * 1099511628211);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
