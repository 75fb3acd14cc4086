using System;
using System.Globalization;
using Microsoft.CodeAnalysis.Operations;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>What can be calculated in a definition: with int, bool and string, as C# does. Where an int overflows, an error is better than what C# makes of it.</summary>
/// <remarks>Methods return null where the language of definitions has no such operation.</remarks>
internal static class Arithmetic
{
    /// <exception cref="ArithmeticException">Division by zero, or a result that no int holds.</exception>
    public static object? Binary(BinaryOperatorKind kind, object? left, object? right) => (left, right) switch
    {
        (int a, int b) => OfNumbers(kind, a, b),
        (bool a, bool b) => OfFlags(kind, a, b),
        (string or null, string or null) when kind is BinaryOperatorKind.Equals => Equals(left, right),
        (string or null, string or null) when kind is BinaryOperatorKind.NotEquals => !Equals(left, right),
        (string, _) or (_, string) when kind is BinaryOperatorKind.Add && TextOf(left) is { } before && TextOf(right) is { } after => before + after,
        _ => null,
    };

    /// <exception cref="ArithmeticException">The result is one that no int holds.</exception>
    public static object? Unary(UnaryOperatorKind kind, object? operand) => (kind, operand) switch
    {
        (UnaryOperatorKind.Plus, int a) => a,
        (UnaryOperatorKind.Minus, int a) => checked(-a),
        (UnaryOperatorKind.BitwiseNegation, int a) => ~a,
        (UnaryOperatorKind.Not, bool a) => !a,
        _ => null,
    };

    /// <summary>Whether there is a function of this name, of ints.</summary>
    public static bool HasFunction(string name) => name is nameof(Math.Max) or nameof(Math.Min) or nameof(Math.Abs);

    /// <summary>What a function of <see cref="Math"/> makes of ints.</summary>
    /// <exception cref="ArithmeticException">The result is one that no int holds.</exception>
    public static object? Function(string name, object?[] numbers) => (name, numbers) switch
    {
        (nameof(Math.Max), [int a, int b]) => Math.Max(a, b),
        (nameof(Math.Min), [int a, int b]) => Math.Min(a, b),
        (nameof(Math.Abs), [int a]) => Math.Abs(a),
        _ => null,
    };

    /// <summary>A value as C# joins it to a string, under every culture the same.</summary>
    public static string? TextOf(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        char letter => letter.ToString(),
        int number => NumberText.Of(number),
        bool flag => flag ? bool.TrueString : bool.FalseString,
        _ => null,
    };

    /// <summary>An int in one of the formats that make names of numbers: <c>D2</c>, <c>00</c>, <c>X</c>.</summary>
    public static string? TextOf(int number, string format)
    {
        const int longest = 4;
        bool isKnown = format.Length is > 0 and <= longest && (format.TrimStart('0').Length == 0 || format[0] is 'D' or 'd' or 'X' or 'x');
        try
        {
            return isKnown ? number.ToString(format, CultureInfo.InvariantCulture) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static object? OfNumbers(BinaryOperatorKind kind, int a, int b) => kind switch
    {
        BinaryOperatorKind.Add => checked(a + b),
        BinaryOperatorKind.Subtract => checked(a - b),
        BinaryOperatorKind.Multiply => checked(a * b),
        BinaryOperatorKind.Divide => checked(a / b),
        BinaryOperatorKind.Remainder => b == -1 ? 0 : a % b,
        BinaryOperatorKind.LeftShift => a << b,
        BinaryOperatorKind.RightShift => a >> b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        BinaryOperatorKind.Equals => a == b,
        BinaryOperatorKind.NotEquals => a != b,
        BinaryOperatorKind.LessThan => a < b,
        BinaryOperatorKind.LessThanOrEqual => a <= b,
        BinaryOperatorKind.GreaterThan => a > b,
        BinaryOperatorKind.GreaterThanOrEqual => a >= b,
        _ => null,
    };

    private static object? OfFlags(BinaryOperatorKind kind, bool a, bool b) => kind switch
    {
        BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => a & b,
        BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => a | b,
        BinaryOperatorKind.ExclusiveOr or BinaryOperatorKind.NotEquals => a != b,
        BinaryOperatorKind.Equals => a == b,
        _ => null,
    };
}
