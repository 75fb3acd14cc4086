using System.Globalization;
using System.Linq;
using BatchNormGen.Generator.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchNormGen.Generator.Emission.Text;

/// <summary>Values as C# text, the same under every culture.</summary>
internal static class Literal
{
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest text of a double literal that reads back to the same number.</summary>
    public static string Of(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);

        // On .NET Framework, where compilers may run, "R" is at times one digit short.
        if (double.Parse(text, CultureInfo.InvariantCulture) != value)
        {
            text = value.ToString("G17", CultureInfo.InvariantCulture);
        }

        return text.Any(static c => c is '.' or 'E') ? text : text + ".0";
    }

    public static string Of(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>The keyword of an element type.</summary>
    public static string Of(ElementType type) => type == ElementType.Float ? "float" : "double";
}
