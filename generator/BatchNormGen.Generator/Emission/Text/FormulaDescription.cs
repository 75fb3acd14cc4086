using System;
using System.Collections.Generic;
using System.Linq;
using BatchNormGen.Generator.Formulas;

namespace BatchNormGen.Generator.Emission.Text;

/// <summary>Formulas as one writes them, for comments.</summary>
internal static class FormulaDescription
{
    /// <summary>A sentence: <c>The sums Σ(x - estimate) and Σ(x - estimate)² of each channel.</c></summary>
    /// <param name="formula">The formula.</param>
    /// <param name="statistic">What the sums are of.</param>
    public static string Of(KernelFormula formula, string statistic) => formula switch
    {
        ReductionFormula { Locals: var locals, Sums: [var sum] } => $"The sum {Sum(sum.Term)} of each {statistic}{With(locals)}.",
        ReductionFormula { Locals: var locals } reduction => $"The sums {string.Join(" and ", reduction.Sums.Select(static sum => Sum(sum.Term)))} of each {statistic}{With(locals)}.",
        EstimateFormula => $"An estimate of the mean of each {statistic}.",
        MapFormula { Locals: var locals } map => $"{string.Join(", ", map.Outputs.Select(static output => $"{output.Name} = {Text(output.Value)}"))}{With(locals)}.",
        _ => throw new NotSupportedException($"No description of {formula}."),
    };

    /// <summary>The values that stand by their names: those of a function, which would be long to repeat.</summary>
    private static string With(IReadOnlyList<LocalExpression> locals)
    {
        string[] named = [.. locals.Where(static local => local.Value is FunctionExpression).Select(static local => $"{local.Name} = {Text(local.Value)}")];
        return named.Length == 0 ? string.Empty : $", with {string.Join(", ", named)}";
    }

    private static string Sum(LaneExpression term) => Inlined(term) switch
    {
        ProductExpression(var left, var right) when left == right => $"Σ{Operand(left)}²",
        SumExpression or DifferenceExpression => $"Σ({Text(term)})",
        _ => $"Σ{Text(term)}",
    };

    private static string Text(LaneExpression expression) => Inlined(expression) switch
    {
        InputExpression input => input.Name,
        ConstantExpression constant => constant.Name,
        LocalExpression local => local.Name,
        SumExpression sum => $"{Term(sum.Left)} + {Operand(sum.Right)}",
        DifferenceExpression difference => $"{Term(difference.Left)} - {Term(difference.Right)}",
        ProductExpression product => $"{Operand(product.Left)} · {Operand(product.Right)}",
        FunctionExpression function => $"{function.Function}({string.Join(", ", function.Arguments.Select(Text))})",
        LiteralExpression literal => Literal.Of(literal.Value),
        _ => throw new NotSupportedException($"No text for {expression}."),
    };

    /// <summary>An operand of a sum or a difference: products bind closer, and need no parentheses.</summary>
    private static string Term(LaneExpression operand) => Inlined(operand) is ProductExpression ? Text(operand) : Operand(operand);

    private static string Operand(LaneExpression operand) =>
        Inlined(operand) is SumExpression or DifferenceExpression or ProductExpression ? $"({Text(operand)})" : Text(operand);

    private static LaneExpression Inlined(LaneExpression expression) => expression is LocalExpression { Value: not FunctionExpression and var value } ? Inlined(value) : expression;
}
