using System;
using Microsoft.CodeAnalysis;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>Source as messages quote it.</summary>
internal static class SourceExcerpt
{
    private const int Longest = 40;

    /// <summary>The text in one line, without its end where it is long.</summary>
    public static string Of(SyntaxNode node)
    {
        string text = string.Join(" ", node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= Longest ? text : text.Substring(0, Longest - 1) + "…";
    }
}
