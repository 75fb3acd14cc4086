using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BatchNormGen.Generator.Parsing.Definitions;

internal sealed partial class DefinitionReader
{
    /// <summary>The local or parameter that an expression is; null for anything else.</summary>
    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>
    /// The value of a local or parameter. Where it has none, the compiler says so, but for flow types: to it, structs without fields need not be assigned.
    /// </summary>
    private object? ReadVariable(IOperation reference, Frame frame) =>
        frame.TryRead(VariableOf(reference)!, out object? value) ? value
        : flowTypes.Contain(reference.Type) ? ValueUnknown(reference, frame, "nothing has been assigned to it")
        : Broken(reference);

    private object? AssignTo(IOperation target, object? value, Frame frame)
    {
        if (VariableOf(target) is { } variable)
        {
            frame.Assign(variable, value);
        }
        else if (target is IInvalidOperation || target.Syntax.ContainsDiagnostics)
        {
            findings.LeaveToCompiler();
        }
        else if (target is not IDiscardOperation)
        {
            NotInTheLanguage(target, frame, $"An assignment to '{SourceExcerpt.Of(target.Syntax)}'", "assign to a local");
        }

        return value;
    }

    private object? AssignCompound(ICompoundAssignmentOperation assignment, Frame frame)
    {
        object? left = Evaluate(assignment.Target, frame);
        object? right = Evaluate(assignment.Value, frame);
        object? result = flowTypes.Contain(assignment.Type)
            ? graph.Add(left as Flow, right as Flow, assignment.Syntax, frame)
            : Calculate(assignment, frame, [left, right], () => Arithmetic.Binary(assignment.OperatorKind, left, right));
        return AssignTo(assignment.Target, result, frame);
    }

    private object? Increment(IIncrementOrDecrementOperation increment, Frame frame)
    {
        object? old = Evaluate(increment.Target, frame);
        BinaryOperatorKind kind = increment.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        object? changed = Calculate(increment, frame, [old], () => Arithmetic.Binary(kind, old, 1));
        AssignTo(increment.Target, changed, frame);
        return increment.IsPostfix ? old : changed;
    }
}
