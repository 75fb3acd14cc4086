using System.Globalization;
using System.Linq;
using System.Text;
using BatchNormGen.Generator.Graphs;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>Which names a layer can have: each is a property of the model, and words of keys in files.</summary>
internal static class LayerNameRules
{
    private const string WordsBetween = "points and slashes stand between words, as in 'layer1.0.conv1'";

    /// <summary>What divides the words of keys, in PyTorch and in Keras.</summary>
    private static readonly char[] Separators = ['.', '/'];

    /// <summary>What is wrong with a name, and what to do; null where nothing is.</summary>
    /// <param name="text">The name.</param>
    /// <param name="property">The property that it becomes.</param>
    /// <param name="model">The name of the class, which no member of it can have.</param>
    public static string? ReasonAgainst(string text, string property, string model) =>
        text.Length == 0 ? "a layer that learns has a name, its property in the model and its key in files"
        : !IsWellFormed(text) ? "it has half of a surrogate pair, which no file can hold"
        : text.Where(IsInvisible).Select(static letter => (char?)letter).FirstOrDefault() is { } invisible
            ? $"it has the control character {CodeOf(invisible)}, which nobody sees in a key; take it out"
        : property.Length == 0 || !SyntaxFacts.IsValidIdentifier(property) ? "it has no letters of which the model's property could be made"
        : text.Trim().Length < text.Length ? "it begins or ends with a blank, which nobody sees in a key; take it out"
        : Separators.Contains(text[0]) ? $"it begins with '{text[0]}', and {WordsBetween}; put a word in front of it, or take it out"
        : Separators.Contains(text[text.Length - 1]) ? $"it ends with '{text[text.Length - 1]}', and {WordsBetween}; put a word behind it, or take it out"
        : text.Split(Separators).Any(static word => word.Trim().Length == 0) ? $"it has no word between two of its separators, and {WordsBetween}; take one of them out"
        : property == model ? $"the model's property would be called as its class, '{property}'"
        : ModelMembers.Reserved.Contains(property) ? $"the model has a member '{property}' already"
        : null;

    /// <summary>A name as messages quote it: in one line.</summary>
    public static string Shown(string name)
    {
        StringBuilder shown = new();
        foreach (char letter in name)
        {
            shown.Append(IsInvisible(letter) ? CodeOf(letter) : letter.ToString());
        }

        return shown.ToString();
    }

    private static bool IsInvisible(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string CodeOf(char letter) => "\\u" + ((int)letter).ToString("x4", CultureInfo.InvariantCulture);

    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
