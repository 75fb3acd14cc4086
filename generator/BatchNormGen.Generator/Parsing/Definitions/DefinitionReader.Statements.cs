using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BatchNormGen.Generator.Parsing.Definitions;

internal sealed partial class DefinitionReader
{
    private Completion Execute(IOperation statement, Frame frame)
    {
        budget.Enter(statement.Syntax, frame);
        Completion completion = ExecuteInside(statement, frame);
        budget.Leave();
        return completion;
    }

    private Completion ExecuteInside(IOperation statement, Frame frame)
    {
        switch (statement)
        {
            case IBlockOperation block:
                return ExecuteAll(block.Operations, frame);

            case IReturnOperation { Kind: OperationKind.Return } returned:
                return new(CompletionKind.Returned, returned.ReturnedValue is { } value ? Evaluate(value, frame) : null);

            case IExpressionStatementOperation expression:
                Evaluate(expression.Operation, frame);
                return Completion.Next;

            case IVariableDeclarationGroupOperation declarations:
                Declare(declarations, frame);
                return Completion.Next;

            case IConditionalOperation choice:
                return Choose(choice, frame);

            case IForLoopOperation loop:
                return Repeat(loop, frame);

            // A local function is nothing to execute; where it is called, it is refused.
            case IEmptyOperation or ILocalFunctionOperation:
                return Completion.Next;

            case IInvalidOperation:
                Evaluate(statement, frame);
                return Completion.Next;

            case IBranchOperation branch:
                Refuse(branch, frame);
                return new(CompletionKind.Left);

            default:
                Refuse(statement, frame);
                return Completion.Next;
        }
    }

    private Completion ExecuteAll(IEnumerable<IOperation> statements, Frame frame)
    {
        foreach (IOperation statement in statements)
        {
            Completion completion = Execute(statement, frame);
            if (completion.Kind != CompletionKind.Next)
            {
                return completion;
            }
        }

        return Completion.Next;
    }

    private void Declare(IVariableDeclarationGroupOperation group, Frame frame)
    {
        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(static declaration => declaration.Declarators))
        {
            if (declarator.Initializer is { } initializer)
            {
                frame.Assign(declarator.Symbol, Evaluate(initializer.Value, frame));
            }
        }
    }

    private Completion Choose(IConditionalOperation choice, Frame frame)
    {
        object? condition = Evaluate(choice.Condition, frame);
        if (condition is bool holds)
        {
            return (holds ? choice.WhenTrue : choice.WhenFalse) is { } chosen ? Execute(chosen, frame) : Completion.Next;
        }

        LoseAssigned(choice, frame);
        return Completion.Next;
    }

    private Completion Repeat(IForLoopOperation loop, Frame frame)
    {
        ExecuteAll(loop.Before, frame);
        while (true)
        {
            object? condition = loop.Condition is { } tested ? Evaluate(tested, frame) : true;
            if (condition is not bool continues)
            {
                LoseAssigned(loop, frame);
                return Completion.Next;
            }

            if (!continues)
            {
                return Completion.Next;
            }

            Completion completion = Execute(loop.Body, frame);
            if (completion.Kind == CompletionKind.Returned)
            {
                return completion;
            }

            if (completion.Kind == CompletionKind.Left)
            {
                LoseAssigned(loop, frame);
                return Completion.Next;
            }

            ExecuteAll(loop.AtLoopBottom, frame);
        }
    }

    /// <summary>Reports a statement that definitions do not have, at its first word, and goes on as if it could have done anything.</summary>
    private void Refuse(IOperation statement, Frame frame)
    {
        if (statement.Syntax.ContainsDiagnostics)
        {
            // It is not finished yet.
            findings.LeaveToCompiler();
        }
        else
        {
            SyntaxToken word = statement.Syntax.GetFirstToken();
            findings.Report(ModelDiagnostics.NotInTheLanguage, word.GetLocation(), frame, $"'{word.Text}'", LanguageAdvice.Of(word.Text));
        }

        LoseAssigned(statement, frame);
    }

    /// <summary>Forgets the values of what a statement may assign that was not executed.</summary>
    private void LoseAssigned(IOperation statement, Frame frame)
    {
        foreach (IOperation operation in statement.Descendants())
        {
            IOperation? target = operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation increment => increment.Target,
                _ => null,
            };
            if (target is not null && VariableOf(target) is { } variable)
            {
                frame.Assign(variable, Lost(target.Type));
            }
        }
    }

    /// <summary>How a statement ended.</summary>
    private readonly record struct Completion(CompletionKind Kind, object? Value = null)
    {
        public static Completion Next => new(CompletionKind.Next);
    }

    private enum CompletionKind
    {
        /// <summary>The next one follows.</summary>
        Next,

        /// <summary>The method has returned a value.</summary>
        Returned,

        /// <summary>A loop is left by a word that definitions do not have.</summary>
        Left,
    }
}
