using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>Numbers as messages print them: as the user wrote them, or as one would write them. The same under every culture.</summary>
internal static class NumberText
{
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The shortest text: <c>1e-5</c>. A number that a float holds exactly is taken for one, since it was most likely written as one:
    /// <c>0.9</c> for <c>0.9f</c>, which as a double would be 0.8999999761581421.
    /// </summary>
    public static string Of(double number)
    {
        string text = (float)number == number
            ? ((float)number).ToString("R", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
        return text.Split('E') is [var digits, var exponent]
            ? $"{digits}e{Of(int.Parse(exponent, CultureInfo.InvariantCulture))}"
            : text;
    }

    /// <summary>The text of a decimal literal, signed or not, without its suffix: <c>0.9</c> for <c>0.9f</c>. Null for everything else.</summary>
    public static string? OfLiteral(ExpressionSyntax? expression) => expression switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => OfLiteral(inner),
        PrefixUnaryExpressionSyntax { Operand: var operand } negative when negative.IsKind(SyntaxKind.UnaryMinusExpression) => OfLiteral(operand) is { } text ? "-" + text : null,
        LiteralExpressionSyntax { Token: var token } when token.IsKind(SyntaxKind.NumericLiteralToken) && !IsHexOrBinary(token) => token.Text.TrimEnd('f', 'F', 'd', 'D', 'm', 'M', 'l', 'L', 'u', 'U'),
        _ => null,
    };

    /// <summary>Whether letters may be digits.</summary>
    private static bool IsHexOrBinary(SyntaxToken token) => token.Text.Length > 1 && token.Text[1] is 'x' or 'X' or 'b' or 'B';
}
