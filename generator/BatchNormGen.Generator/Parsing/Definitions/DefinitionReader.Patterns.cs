using Microsoft.CodeAnalysis.Operations;

namespace BatchNormGen.Generator.Parsing.Definitions;

internal sealed partial class DefinitionReader
{
    /// <summary>The value of a switch expression: that of the first arm that fits, and no other is read.</summary>
    private object? ChooseArm(ISwitchExpressionOperation choice, object? value, Frame frame)
    {
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            bool? fits = Matches(arm.Pattern, value, frame);
            if (fits is true && arm.Guard is { } guard)
            {
                fits = Evaluate(guard, frame) as bool?;
            }

            if (fits is null)
            {
                return Lost(choice.Type);
            }

            if (fits is true)
            {
                return Evaluate(arm.Value, frame);
            }
        }

        WithoutResult(choice, frame, $"none of its arms fits {Arithmetic.TextOf(value) ?? "the value"}; add one for '_'");
        return Lost(choice.Type);
    }

    /// <summary>Whether a value fits a pattern of constants and comparisons; null where that is unknown, which has been reported.</summary>
    private bool? Matches(IPatternOperation pattern, object? value, Frame frame)
    {
        budget.Enter(pattern.Syntax, frame);
        bool? fits = pattern switch
        {
            IDiscardPatternOperation => true,
            IDeclarationPatternOperation { MatchesNull: true } declaration => Declare(declaration, value, frame),
            _ when value is Unknown => null,
            IConstantPatternOperation constant => Evaluate(constant.Value, frame) is not Unknown and var expected ? Equals(value, expected) : null,
            IRelationalPatternOperation comparison => Compare(comparison, value, frame),
            INegatedPatternOperation negated => !Matches(negated.Pattern, value, frame),
            IBinaryPatternOperation both => MatchesBoth(both, value, frame),
            _ => NotInTheLanguage(pattern, frame) as bool?,
        };
        budget.Leave();
        return fits;
    }

    private bool? Compare(IRelationalPatternOperation comparison, object? value, Frame frame)
    {
        object? bound = Evaluate(comparison.Value, frame);
        return Calculate(comparison, frame, [value, bound], () => Arithmetic.Binary(comparison.OperatorKind, value, bound)) as bool?;
    }

    private bool? MatchesBoth(IBinaryPatternOperation pattern, object? value, Frame frame)
    {
        bool deciding = pattern.OperatorKind == BinaryOperatorKind.Or;
        return Matches(pattern.LeftPattern, value, frame) is not { } left ? null
            : left == deciding ? deciding
            : Matches(pattern.RightPattern, value, frame);
    }

    /// <summary>A pattern <c>var name</c> fits everything.</summary>
    private static bool Declare(IDeclarationPatternOperation declaration, object? value, Frame frame)
    {
        if (declaration.DeclaredSymbol is { } variable)
        {
            frame.Assign(variable, value);
        }

        return true;
    }
}
