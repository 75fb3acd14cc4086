using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchNormGen.Generator.Parsing.Attributes;

/// <summary>Numbers as the user wrote them.</summary>
internal static class LiteralText
{
    /// <summary>The text of a decimal literal, signed or not, without its suffix: <c>0.9</c> for <c>0.9f</c>. Null for everything else.</summary>
    public static string? Of(ExpressionSyntax? expression) => expression switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => Of(inner),
        PrefixUnaryExpressionSyntax { Operand: var operand } negative when negative.IsKind(SyntaxKind.UnaryMinusExpression) => Of(operand) is { } text ? "-" + text : null,
        LiteralExpressionSyntax { Token: var token } when token.IsKind(SyntaxKind.NumericLiteralToken) && !IsHexOrBinary(token) => token.Text.TrimEnd('f', 'F', 'd', 'D', 'm', 'M', 'l', 'L', 'u', 'U'),
        _ => null,
    };

    /// <summary>Whether letters may be digits.</summary>
    private static bool IsHexOrBinary(SyntaxToken token) => token.Text.Length > 1 && token.Text[1] is 'x' or 'X' or 'b' or 'B';
}
