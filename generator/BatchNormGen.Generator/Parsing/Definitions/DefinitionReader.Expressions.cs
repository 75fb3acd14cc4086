using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using BatchNormGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BatchNormGen.Generator.Parsing.Definitions;

internal sealed partial class DefinitionReader
{
    /// <summary>The longest text: names are doubled in loops as easily as numbers.</summary>
    private const int MaxTextLength = 1000;

    /// <summary>The value of an expression.</summary>
    /// <remarks>
    /// A network is one long chain, each call's receiver the call before, so that what is computed first lies deepest. It is reached in a loop: recursion would
    /// overflow the stack after some hundred layers.
    /// </remarks>
    private object? Evaluate(IOperation operation, Frame frame)
    {
        budget.Enter(operation.Syntax, frame);
        Stack<IOperation> chain = new();
        object? value;
        while (!TryReadConstant(operation, frame, out value))
        {
            if (FirstPartOf(operation) is not { } inner)
            {
                value = EvaluateLeaf(operation, frame);
                break;
            }

            chain.Push(operation);
            operation = inner;
        }

        while (chain.Count > 0)
        {
            budget.Step(chain.Peek().Syntax, frame);
            value = Complete(chain.Pop(), value, frame);
        }

        budget.Leave();
        return value;
    }

    /// <summary>What of an expression is evaluated before all else of it, and would be evaluated anyway; null if it has no such part.</summary>
    private IOperation? FirstPartOf(IOperation operation) => operation switch
    {
        IInvocationOperation { Instance: { } instance } => instance,
        IInvocationOperation { TargetMethod.IsExtensionMethod: true } call => call.Arguments.FirstOrDefault()?.Value,
        IPropertyReferenceOperation { Instance: { } instance } when flowTypes.Contain(instance.Type) => instance,
        IBinaryOperation binary => binary.LeftOperand,
        IUnaryOperation unary => unary.Operand,
        IConversionOperation { OperatorMethod: null } conversion => conversion.Operand,
        IConditionalOperation choice => choice.Condition,
        ISwitchExpressionOperation choice => choice.Value,
        IIsPatternOperation test => test.Value,
        ISimpleAssignmentOperation { IsRef: false } assignment => assignment.Value,

        // What leads up to the part that the compiler rejects is read all the same.
        { Kind: OperationKind.Invalid or OperationKind.None } => LayersIn(operation).FirstOrDefault(),
        _ => null,
    };

    /// <summary>The parts of an expression which the compiler rejects in which layers may be called.</summary>
    private IEnumerable<IOperation> LayersIn(IOperation rejected) =>
        rejected.ChildOperations.Where(child => child.Kind is OperationKind.Invalid or OperationKind.None || flowTypes.Contain(child.Type));

    /// <summary>The value of an expression of which the value of the first part is known.</summary>
    private object? Complete(IOperation operation, object? first, Frame frame)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                return Call(call, first, frame);
            case IPropertyReferenceOperation property:
                return ExtentOf((first as Flow)?.Shape, property.Property.Name) ?? (object)Unknown.Value;
            case IBinaryOperation binary:
                return Combine(binary, first, frame);
            case IUnaryOperation unary:
                return Calculate(operation, frame, [first], () => Arithmetic.Unary(unary.OperatorKind, first));
            case IInvalidOperation:
                foreach (IOperation other in LayersIn(operation).Skip(1))
                {
                    Evaluate(other, frame);
                }

                return Broken(operation);
            case IConversionOperation { Conversion.Exists: false }:
                return Broken(operation);
            case IConversionOperation conversion:
                return Convert(conversion, first, frame);
            case IConditionalOperation choice:
                return first is bool holds && choice.WhenFalse is { } otherwise ? Evaluate(holds ? choice.WhenTrue : otherwise, frame) : Lost(choice.Type);
            case ISwitchExpressionOperation choice:
                return ChooseArm(choice, first, frame);
            case IIsPatternOperation test:
                return Matches(test.Pattern, first, frame) ?? (object)Unknown.Value;
            case ISimpleAssignmentOperation assignment:
                return AssignTo(assignment.Target, first, frame);
            default:
                return NotInTheLanguage(operation, frame);
        }
    }

    private object? EvaluateLeaf(IOperation operation, Frame frame)
    {
        switch (operation)
        {
            // A constant without a value is one that the compiler rejects.
            case IInvalidOperation or { Type.TypeKind: TypeKind.Error } or IFieldReferenceOperation { Field.IsConst: true }:
                return Broken(operation);
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return ReadVariable(operation, frame);
            case IFieldReferenceOperation { Field: { ContainingType.SpecialType: SpecialType.System_String, Name: nameof(string.Empty) } }:
                return string.Empty;
            case IFieldReferenceOperation field:
                return ValueUnknown(operation, frame, ReasonOf(field.Field, "it is a field; make it const, or pass it as an argument"));
            case IPropertyReferenceOperation property:
                return ValueUnknown(operation, frame, ReasonOf(property.Property, "it is a property; make it a const, or pass its value as an argument"));
            case IInvocationOperation call:
                return Call(call, receiver: null, frame);
            case ICompoundAssignmentOperation assignment:
                return AssignCompound(assignment, frame);
            case IIncrementOrDecrementOperation increment:
                return Increment(increment, frame);
            case IInterpolatedStringOperation text:
                return Interpolate(text, frame);
            case IDefaultValueOperation when !flowTypes.Contain(operation.Type):
                return DefaultOf(operation.Type);
            default:
                return NotInTheLanguage(operation, frame);
        }
    }

    private bool TryReadConstant(IOperation operation, Frame frame, out object? value)
    {
        value = null;
        if (operation is not { ConstantValue: { HasValue: true, Value: var constant } })
        {
            return false;
        }

        if (NamesWhatIsMissing(operation))
        {
            value = Broken(operation);
            return true;
        }

        if (generatedCode.FindIn(operation.Syntax, cancellation) is { } generated)
        {
            value = ValueUnknown(operation, frame, GeneratedCode.Reason(generated));
            return true;
        }

        value = Normalized(constant);
        return true;
    }

    /// <summary>Whether a constant is made with a <c>nameof</c> that the compiler rejects: it is a constant all the same.</summary>
    private static bool NamesWhatIsMissing(IOperation constant) =>
        constant is not ILiteralOperation
        && constant.DescendantsAndSelf().OfType<INameOfOperation>().Any(static name =>
            name.SemanticModel?.GetSymbolInfo(name.Argument.Syntax) is { Symbol: null, CandidateSymbols.Length: 0 });

    /// <summary>A constant as one of the types in which definitions calculate, where it fits one.</summary>
    private static object? Normalized(object? constant) => constant switch
    {
        sbyte or byte or short or ushort => System.Convert.ToInt32(constant, CultureInfo.InvariantCulture),
        float number => (double)number,
        _ => constant,
    };

    private object? Combine(IBinaryOperation binary, object? left, Frame frame)
    {
        if (flowTypes.Contain(binary.Type))
        {
            return graph.Add(left as Flow, Evaluate(binary.RightOperand, frame) as Flow, binary.Syntax, frame);
        }

        // As in C#, the right side is not evaluated where the left one decides.
        if ((binary.OperatorKind, left) is (BinaryOperatorKind.ConditionalAnd, false) or (BinaryOperatorKind.ConditionalOr, true))
        {
            return left;
        }

        object? right = Evaluate(binary.RightOperand, frame);
        return Calculate(binary, frame, [left, right], () => Arithmetic.Binary(binary.OperatorKind, left, right));
    }

    /// <summary>What is calculated of some values; unknown where one of them is.</summary>
    private object? Calculate(IOperation operation, Frame frame, object?[] operands, Func<object?> calculate)
    {
        if (operands.Any(static operand => operand is Unknown))
        {
            return Unknown.Value;
        }

        try
        {
            object? result = calculate();
            return result is string { Length: > MaxTextLength } ? WithoutResult(operation, frame, $"a text of more than {MaxTextLength} letters")
                : result ?? NotInTheLanguage(operation, frame);
        }
        catch (DivideByZeroException)
        {
            return WithoutResult(operation, frame, "it divides by zero");
        }
        catch (OverflowException)
        {
            return WithoutResult(operation, frame, "it is larger than an int can be");
        }
    }

    private Unknown WithoutResult(IOperation operation, Frame frame, string reason)
    {
        findings.Report(ModelDiagnostics.CalculationWithoutResult, operation.Syntax.GetLocation(), frame, SourceExcerpt.Of(operation.Syntax), reason);
        return Unknown.Value;
    }

    /// <summary>The conversions that C# makes without being asked, and those that change nothing.</summary>
    private object? Convert(IConversionOperation conversion, object? value, Frame frame)
    {
        ITypeSymbol? type = conversion.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] }
            ? underlying : conversion.Type;
        return (type?.SpecialType, value) switch
        {
            (_, Unknown or Flow or null) => value,
            (SpecialType.System_Double, int number) => (double)number,
            (SpecialType.System_Double, double) or (SpecialType.System_Int32, int) or (SpecialType.System_Boolean, bool) or (SpecialType.System_String, string)
                or (SpecialType.System_Object, _) => value,
            _ => NotInTheLanguage(conversion, frame),
        };
    }

    private object? Interpolate(IInterpolatedStringOperation text, Frame frame)
    {
        StringBuilder result = new();
        bool isKnown = true;
        foreach (IInterpolatedStringContentOperation part in text.Parts)
        {
            object? value = part switch
            {
                IInterpolatedStringTextOperation literal => literal.Text.ConstantValue.Value,
                IInterpolationOperation { Alignment: null } hole => Format(hole, Evaluate(hole.Expression, frame), frame),
                IInterpolationOperation hole => NotInTheLanguage(hole, frame),
                _ => Broken(part),
            };
            isKnown &= value is string;
            result.Append(value as string);
        }

        return !isKnown ? Unknown.Value
            : result.Length > MaxTextLength ? WithoutResult(text, frame, $"a text of more than {MaxTextLength} letters")
            : result.ToString();
    }

    private object? Format(IInterpolationOperation hole, object? value, Frame frame)
    {
        string? text = (hole.FormatString?.ConstantValue.Value, value) switch
        {
            (string format, int number) => Arithmetic.TextOf(number, format),
            (null, not Unknown) => Arithmetic.TextOf(value),
            _ => null,
        };
        return text ?? (value is Unknown ? Unknown.Value : NotInTheLanguage(hole, frame));
    }

    private string ReasonOf(ISymbol symbol, string otherwise) => generatedCode.Declares(symbol)
        ? GeneratedCode.Reason(symbol)
        : otherwise;

    private static object? DefaultOf(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Int32 => 0,
        SpecialType.System_Double => 0.0,
        SpecialType.System_Boolean => false,
        _ => null,
    };

    private static object? ExtentOf(PartialShape? shape, string property) => property switch
    {
        "Height" => shape?.Height,
        "Width" => shape?.Width,
        _ => shape?.Channels,
    };
}
