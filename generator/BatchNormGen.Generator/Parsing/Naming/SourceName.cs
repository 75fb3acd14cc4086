using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchNormGen.Generator.Parsing.Naming;

/// <summary>Names as generated source must spell them.</summary>
internal static class SourceName
{
    /// <summary>A part of a namespace: with <c>@</c> before keywords.</summary>
    public static string OfNamespace(string name) => IsKeyword(name) ? "@" + name : name;

    /// <summary>
    /// A type or type parameter: with <c>@</c> before keywords, contextual ones included (<c>record</c>, <c>required</c> and others are no
    /// type names without), and before names in lowercase letters alone, of which the compiler warns for each part without (CS8981).
    /// </summary>
    public static string OfType(string name) =>
        IsKeyword(name) || name.All(static letter => letter is >= 'a' and <= 'z') ? "@" + name : name;

    private static bool IsKeyword(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;
}
