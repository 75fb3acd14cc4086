using System.Globalization;
using System.Linq;

namespace BatchNormGen.Generator.Emission.Text;

/// <summary>Text for doc comments.</summary>
internal static class Xml
{
    public static string Text(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A text that anybody may have written, in one line: what would end a comment, or is no letter in XML, becomes a question mark.</summary>
    public static string Line(string text) => Text(string.Concat(text.Select(static letter => IsPrintable(letter) ? letter : '?')));

    private static bool IsPrintable(char letter) => CharUnicodeInfo.GetUnicodeCategory(letter)
        is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);
}
