using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BatchNormGen.Generator.Parsing.Definitions;

/// <summary>What to write instead of what definitions do not have.</summary>
internal static class LanguageAdvice
{
    /// <summary>All that there is, where nothing better can be said.</summary>
    private const string Everything =
        "it has calls of layers and of static methods, '+', locals, 'if', '?:', 'switch' expressions, 'for', 'return', and arithmetic on int, bool and string";

    private const string Loop = "write a 'for' over numbers";

    /// <summary>Of an expression.</summary>
    public static string Of(IOperation expression) => expression switch
    {
        ITupleOperation or IDeconstructionAssignmentOperation => "give each value a local of its own",
        IAnonymousFunctionOperation or IDelegateCreationOperation or IMethodReferenceOperation => "write a static method of the class, and call it",
        IArrayCreationOperation or IArrayElementReferenceOperation or { Syntax: CollectionExpressionSyntax } =>
            "compute the value from the loop's number, or choose it by a 'switch' expression",
        IObjectCreationOperation => "hand on int, bool and string, as arguments of static methods",
        ICoalesceOperation or IConditionalAccessOperation => "write '?:'",
        IInterpolationOperation => "write the number without an alignment, in no format or in one such as D2 or 00",
        IDefaultValueOperation => "begin with what the method is given",
        IPatternOperation => "compare with constants of int, bool and string",
        _ when IsOfDouble(expression) => "calculate with int, or write the number: a double is a value, with which nothing is calculated",
        _ => Everything,
    };

    /// <summary>Of a statement that begins with a word.</summary>
    public static string Of(string word) => word switch
    {
        "foreach" or "while" or "do" => Loop,
        "switch" => "write 'if', '?:' or a 'switch' expression",
        "break" or "continue" => "put what ends it into the condition of the 'for'",
        _ => Everything,
    };

    private static bool IsOfDouble(IOperation expression) => expression switch
    {
        IBinaryOperation binary => IsReal(binary.LeftOperand.Type) || IsReal(binary.RightOperand.Type),
        IUnaryOperation unary => IsReal(unary.Operand.Type),
        ICompoundAssignmentOperation assignment => IsReal(assignment.Target.Type),
        IIncrementOrDecrementOperation increment => IsReal(increment.Target.Type),
        IConversionOperation conversion => IsReal(conversion.Operand.Type),
        _ => false,
    };

    private static bool IsReal(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal;
}
