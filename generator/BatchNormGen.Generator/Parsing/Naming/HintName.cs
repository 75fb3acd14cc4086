using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Naming;

/// <summary>
/// Names a layer's generated file. The driver compares hint names without case and accepts few characters, and one name that it
/// refuses costs the output of every layer; so a name that is not plainly unique, or too long for a file, gets a hash of the exact type's name.
/// </summary>
internal static class HintName
{
    /// <summary>What is put behind the name.</summary>
    public const string Extension = ".g.cs";

    /// <summary>
    /// The longest name with its extension, in UTF-8. File systems take 255 bytes, some paths no more than 260 letters in all, and where
    /// generated files are kept, long names of folders stand before it.
    /// </summary>
    public const int MaxBytes = 120;

    /// <summary>Dotted, without <c>@</c> before keywords.</summary>
    private static readonly SymbolDisplayFormat NamespaceFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    public static string Of(INamedTypeSymbol type)
    {
        string exact = ExactName(type);
        string readable = Readable(exact);
        bool isUnique = string.Equals(readable, exact.Replace('+', '.'), StringComparison.Ordinal) && !HasRival(type);
        int room = MaxBytes - Extension.Length;
        if (isUnique && Encoding.UTF8.GetByteCount(readable) <= room)
        {
            return readable;
        }

        string hash = "." + Hash(exact);
        return Prefix(readable, room - hash.Length) + hash;
    }

    /// <summary>The beginning of a name, in at most so many bytes. The name holds no pairs of surrogates.</summary>
    private static string Prefix(string name, int bytes)
    {
        int length = name.Length;
        while (Encoding.UTF8.GetByteCount(name.ToCharArray(), 0, length) > bytes)
        {
            length--;
        }

        return name.Substring(0, length);
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
    private static bool HasRival(INamedTypeSymbol type)
    {
        if (Siblings(type).OfType<INamedTypeSymbol>().Any(LayerKinds.IsLayer))
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
